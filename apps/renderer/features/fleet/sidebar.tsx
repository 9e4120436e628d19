import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import { Button, CloseButton, ScrollArea, Text, TextInput } from '@mantine/core';
import { Plus, Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApp, useFleet, useSelectedInstance, useView } from '../../app-context.tsx';
import { filterInstances, listInstances } from '../../stores/fleet-selectors.ts';
import { InstanceRow } from './instance-row.tsx';
import classes from './sidebar.module.css';

/** Moves the focus among the rows, as a list of files does. */
function moveFocus(event: KeyboardEvent<HTMLUListElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0 || !(event.target instanceof HTMLElement) || !event.target.hasAttribute('data-row-button')) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row-button]')];
  const next = rows[rows.indexOf(event.target) + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
  next.click();
}

/** All instances, oldest first, with a filter and the way to a new one. */
export function Sidebar() {
  const { t } = useTranslation();
  const { view } = useApp();
  const instances = useFleet((state) => state.instances);
  const filter = useView((state) => state.filter);
  const selected = useSelectedInstance();
  const finds = useView((state) => state.finds);
  const filterField = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (finds > 0) filterField.current?.select();
  }, [finds]);
  const all = useMemo(() => listInstances(instances), [instances]);
  const shown = useMemo(() => filterInstances(all, filter, (status) => t(`common.status.${status}`)), [all, filter, t]);
  return (
    <div className={classes.sidebar}>
      <div className={classes.top}>
        <TextInput
          ref={filterField}
          className={classes.filter ?? ''}
          placeholder={t('fleet.filter')}
          aria-label={t('fleet.filter')}
          leftSection={<Search size={13} />}
          rightSection={
            filter !== '' && (
              <CloseButton size="xs" aria-label={t('common.cancel')} onClick={() => view.setState({ filter: '' })} />
            )
          }
          value={filter}
          onChange={(event) => view.setState({ filter: event.currentTarget.value })}
        />
        <Button
          leftSection={<Plus size={14} />}
          onClick={() => view.setState({ dialog: { kind: 'create', launcher: 'local' } })}
        >
          {t('fleet.create')}
        </Button>
      </div>
      <ScrollArea className={classes.scroll ?? ''} type="auto" scrollbarSize={8}>
        <ul className={classes.list} aria-label={t('fleet.title')} onKeyDown={moveFocus}>
          {shown.map((instance) => (
            <InstanceRow
              key={instance.id}
              instance={instance}
              selected={selected?.id === instance.id}
              onSelect={() => view.setState({ selectedId: instance.id, sidebarOpen: false })}
            />
          ))}
        </ul>
        {shown.length === 0 && all.length > 0 && (
          <Text size="xs" c="dimmed" p="sm">
            {t('fleet.noMatch')}
          </Text>
        )}
      </ScrollArea>
    </div>
  );
}
