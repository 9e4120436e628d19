import { useMemo } from 'react';
import { ActionIcon, Button, EmptyState, Indicator, Popover, ScrollArea, Tooltip } from '@mantine/core';
import { ArrowRight, Inbox as InboxIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApp, useFleet, useView } from '../../app-context.tsx';
import { openRequests } from '../../stores/fleet-selectors.ts';
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
      <Popover.Dropdown p="xs" aria-label={label}>
        {open.length === 0 ? (
          <EmptyState size="sm" p="md" title={t('requests.inboxEmpty')} description={t('requests.inboxEmptyHint')} />
        ) : (
          <ScrollArea.Autosize mah="70vh" type="auto" scrollbarSize={8}>
            {open.map((request) => (
              <div key={request.id} className={classes.inboxItem}>
                <div className={classes.jump}>
                  <Button
                    variant="subtle"
                    size="compact-xs"
                    rightSection={<ArrowRight size={12} />}
                    onClick={() => {
                      view.setState({ selectedId: request.instanceId });
                      setOpened(false);
                    }}
                  >
                    {t('requests.jump', { name: instances[request.instanceId]?.name ?? '' })}
                  </Button>
                </div>
                <RequestCard request={request} />
              </div>
            ))}
          </ScrollArea.Autosize>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
