import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Button, EmptyState, Text } from '@mantine/core';
import { FilterX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApp, useView } from '../../app-context.tsx';
import { nothingChosen } from '../../stores/fleet-choice.ts';
import { useArrangement } from '../fleet/use-arrangement.ts';
import { type Manner, useChoose } from '../fleet/use-choose.ts';
import { keyTarget } from './grid-frame.ts';
import { useGridWindow } from './use-grid-window.ts';
import { useWatchedWords } from './use-watched-words.ts';
import classes from './wall.module.css';
import { WallTile } from './wall-tile.tsx';

/** Every instance at once, live. Only the tiles in sight are drawn, and only they are sent what is being written. */
export function Wall() {
  const { t } = useTranslation();
  const { view } = useApp();
  const { all, shown } = useArrangement();
  const { chosen, anchor } = useView((state) => state.choice);
  const chosenSet = useMemo(() => new Set(chosen), [chosen]);
  const choose = useChoose();
  const grid = useGridWindow(shown.length);
  const { scroller, first, end, columns, reveal, measures, padding } = grid;
  const seen = useMemo(() => shown.slice(grid.firstSeen, grid.endSeen), [shown, grid.firstSeen, grid.endSeen]);
  useWatchedWords(seen);

  // Who comes back from an instance finds the wall where it was left.
  const [active, setActive] = useState(anchor);
  const wanted = useRef(anchor);
  const returned = useRef(false);
  useEffect(() => {
    if (returned.current || columns === 0 || end === 0) return;
    returned.current = true;
    const at = shown.indexOf(anchor ?? '');
    if (at !== -1) reveal(at);
  }, [shown, anchor, reveal, columns, end]);
  // A tile that is scrolled to is there a frame later.
  useEffect(() => {
    const id = wanted.current;
    if (id === null) return;
    const tile = scroller.current?.querySelector<HTMLElement>(`[data-tile="${CSS.escape(id)}"] [data-tile-button]`);
    if (tile == null) return;
    wanted.current = null;
    tile.focus({ preventScroll: true });
  });

  const pick = useCallback((id: string, manner: Manner) => choose(id, manner, shown), [choose, shown]);
  const press = (event: KeyboardEvent): void => {
    if (!(event.target instanceof HTMLElement) || !event.target.hasAttribute('data-tile-button')) return;
    const id = event.target.closest<HTMLElement>('[data-tile]')?.dataset['tile'];
    const at = id === undefined ? -1 : shown.indexOf(id);
    if (id === undefined || at === -1 || event.altKey) return;
    const wholeWall = event.ctrlKey || event.metaKey;
    const to = keyTarget(event.key, at, shown.length, columns);
    const target = to === null ? undefined : shown[to];
    if (to !== null && target !== undefined) {
      if (event.shiftKey) pick(target, 'range');
      setActive(target);
      wanted.current = target;
      reveal(to);
    } else if (event.key.toLowerCase() === 'a' && wholeWall) {
      view.setState({ choice: { chosen: shown, anchor: shown[0] ?? null } });
    } else if (event.key === ' ' && wholeWall) pick(id, 'toggle');
    else if (event.key === 'Escape' && chosen.length > 0) view.setState({ choice: nothingChosen });
    else return;
    event.preventDefault();
  };
  const drawn = shown.slice(first, end);
  const tabbable = active !== null && drawn.includes(active) ? active : (seen[0] ?? null);

  return (
    <section className={classes.wall} aria-labelledby="wall-title" data-testid="wall">
      <header className={classes.header}>
        <h2 className={classes.title} id="wall-title">
          {t('fleet.all')}
        </h2>
        {shown.length < all.length && (
          <Text size="xs" c="dimmed" role="status">
            {t('wall.shown', { shown: shown.length, count: all.length })}
          </Text>
        )}
        <Text size="xs" c="dimmed" className={classes.keys ?? ''}>
          {t('wall.keys')}
        </Text>
      </header>
      {shown.length === 0 ? (
        <div className={classes.none}>
          <EmptyState icon={<FilterX size={28} />} title={t('wall.noMatch')} description={t('wall.noMatchHint')}>
            <EmptyState.Actions>
              <Button variant="default" onClick={() => view.setState({ filter: '', statuses: [] })}>
                {t('wall.showAll')}
              </Button>
            </EmptyState.Actions>
          </EmptyState>
        </div>
      ) : (
        <div className={classes.scroller} ref={scroller} onKeyDown={press} style={{ padding }}>
          <div className={classes.room} style={{ height: grid.height }}>
            <ul
              className={classes.grid}
              aria-label={t('fleet.all')}
              style={{
                gap: measures.gap,
                gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
                gridAutoRows: measures.tileHeight,
                transform: `translateY(${(first / columns) * (measures.tileHeight + measures.gap)}px)`,
              }}
            >
              {drawn.map((id, index) => (
                <WallTile
                  key={id}
                  id={id}
                  index={first + index}
                  count={shown.length}
                  chosen={chosenSet.has(id)}
                  tabbable={id === tabbable}
                  onPick={pick}
                />
              ))}
            </ul>
          </div>
        </div>
      )}
    </section>
  );
}
