import { type KeyboardEvent, useEffect, useRef } from 'react';
import { Button, CloseButton, Text, TextInput } from '@mantine/core';
import { LayoutGrid, Plus, Search, SquareKanban } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApp, useFleet, useSelectedId, useView } from '../../app-context.tsx';
import { queuedTaskCounts, sumOf } from '../../stores/fleet-counts.ts';
import { theBoard } from '../../stores/view-state.ts';
import { ChoiceBar } from './choice-bar.tsx';
import { FleetList } from './fleet-list.tsx';
import { ListMenu } from './list-menu.tsx';
import { OnlyThese } from './only-these.tsx';
import classes from './sidebar.module.css';
import { useArrangement } from './use-arrangement.ts';
import { useShowWall } from './use-show-wall.ts';

/** All instances: the way to a new one, a filter, the wall, the board, and each of them. */
export function Sidebar() {
  const { t } = useTranslation();
  const { view } = useApp();
  const arrangement = useArrangement();
  const filter = useView((state) => state.filter);
  const none = useSelectedId() === null;
  const onBoard = useView((state) => state.board) && none;
  const onWall = none && !onBoard;
  const queued = useFleet((state) => sumOf(queuedTaskCounts(state.tasks)));
  const showWall = useShowWall();
  const finds = useView((state) => state.finds);
  const filterField = useRef<HTMLInputElement>(null);
  const sidebar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (finds > 0) filterField.current?.select();
  }, [finds]);
  const focus = (selector: string): void => sidebar.current?.querySelector<HTMLElement>(selector)?.focus();
  const toList = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    focus('[data-row-key] [data-row-button]');
  };
  const { all, shown, counts } = arrangement;
  return (
    <div className={classes.sidebar} ref={sidebar}>
      <div className={classes.top}>
        <TextInput
          ref={filterField}
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
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === 'Escape' && filter !== '') view.setState({ filter: '' });
            else if (event.key === 'ArrowDown') focus('[data-row-key] [data-row-button]');
            else return;
            event.preventDefault();
          }}
        />
        <div className={classes.buttons}>
          <Button
            className={classes.create ?? ''}
            leftSection={<Plus size={14} />}
            onClick={() => view.setState({ dialog: { kind: 'create', launcher: 'local' } })}
          >
            {t('fleet.create')}
          </Button>
          <ListMenu counts={counts} />
        </div>
      </div>
      {all.length > 0 && (
        <div className={classes.all}>
          <button
            type="button"
            className={classes.wall}
            aria-current={onWall ? 'true' : undefined}
            onClick={showWall}
            onKeyDown={toList}
            data-wall-button
          >
            <LayoutGrid size={15} aria-hidden />
            <span className={classes.wallName}>{t('fleet.all')}</span>
            <span className={classes.wallCount}>{all.length}</span>
          </button>
          <button
            type="button"
            className={classes.wall}
            aria-current={onBoard ? 'true' : undefined}
            onClick={() => view.setState(theBoard)}
            onKeyDown={toList}
          >
            <SquareKanban size={15} aria-hidden />
            <span className={classes.wallName}>{t('board.title')}</span>
            {queued > 0 && <span className={classes.wallCount}>{queued}</span>}
          </button>
        </div>
      )}
      <OnlyThese className={classes.only} />
      {shown.length === 0 && all.length > 0 ? (
        <Text className={classes.scroll ?? ''} size="xs" c="dimmed" p="sm">
          {t('fleet.noMatch')}
        </Text>
      ) : (
        <FleetList arrangement={arrangement} onLeave={() => focus('[data-wall-button]')} />
      )}
      <ChoiceBar />
    </div>
  );
}
