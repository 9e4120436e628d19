import { useMemo, useState } from 'react';
import { ActionIcon, Button, Checkbox, EmptyState, Indicator, Popover, ScrollArea, Tooltip } from '@mantine/core';
import { ArrowRight, Inbox as InboxIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApp, useFleet, useView } from '../../app-context.tsx';
import { visibleText } from '../../components/visible-text.ts';
import { openRequests } from '../../stores/fleet-selectors.ts';
import { RulesLink } from '../rules/rules-link.tsx';
import { AnswerMany } from './answer-many.tsx';
import { RequestCard } from './request-card.tsx';
import classes from './requests.module.css';

/** Every request of every instance, to be answered where it is seen. */
export function Inbox() {
  const { t } = useTranslation();
  const { view } = useApp();
  const opened = useView((state) => state.inboxOpen);
  const setOpened = (inboxOpen: boolean): void => view.setState({ inboxOpen });
  const requests = useFleet((state) => state.requests);
  const instances = useFleet((state) => state.instances);
  const open = useMemo(() => openRequests(requests, instances), [requests, instances]);
  const permissions = useMemo(() => open.filter(({ kind }) => kind === 'permission'), [open]);
  const [chosenIds, choose] = useState<readonly string[]>([]);
  const chosen = permissions.filter(({ id }) => chosenIds.includes(id));
  const several = permissions.length > 1;
  const nameOf = (instanceId: string): string => instances[instanceId]?.name ?? '';
  const label = open.length === 0 ? t('requests.inboxEmpty') : t('requests.inbox', { count: open.length });
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={480} shadow="md" trapFocus withinPortal>
      <Popover.Target>
        <Tooltip label={label}>
          <Indicator disabled={open.length === 0} label={open.length} size={16} color="orange" offset={4}>
            <ActionIcon aria-label={label} aria-expanded={opened} onClick={() => setOpened(!opened)}>
              <InboxIcon size={17} />
            </ActionIcon>
          </Indicator>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p="xs" aria-label={label} data-cards>
        {open.length === 0 ? (
          <EmptyState size="sm" p="md" title={t('requests.inboxEmpty')} description={t('requests.inboxEmptyHint')} />
        ) : (
          <>
            {several && <AnswerMany requests={permissions} chosen={chosen} onChoose={choose} />}
            <ScrollArea.Autosize mah="70vh" type="auto" scrollbarSize={8}>
              {open.map((request, index) => (
                <div key={request.id} className={classes.inboxItem}>
                  <div className={classes.jump}>
                    {several && request.kind === 'permission' && (
                      <Checkbox
                        size="xs"
                        aria-label={t('requests.choose', {
                          name: nameOf(request.instanceId),
                          tool: visibleText(request.toolName),
                        })}
                        checked={chosenIds.includes(request.id)}
                        onChange={({ currentTarget }) =>
                          choose(
                            currentTarget.checked
                              ? [...chosenIds, request.id]
                              : chosenIds.filter((id) => id !== request.id),
                          )
                        }
                      />
                    )}
                    <Button
                      variant="subtle"
                      size="compact-xs"
                      rightSection={<ArrowRight size={12} />}
                      onClick={() => {
                        view.setState({ selectedId: request.instanceId });
                        setOpened(false);
                      }}
                    >
                      {t('requests.jump', { name: nameOf(request.instanceId) })}
                    </Button>
                  </div>
                  <RequestCard request={request} first={index === 0} />
                </div>
              ))}
            </ScrollArea.Autosize>
          </>
        )}
        <div className={classes.rules}>
          <RulesLink onOpen={() => setOpened(false)} />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
