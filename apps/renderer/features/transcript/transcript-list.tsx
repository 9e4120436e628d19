import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Button, Loader, Text } from '@mantine/core';
import { ArrowDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Virtuoso, type VirtuosoHandle } from 'react-virtuoso';
import { useStore } from 'zustand';
import type { Instance } from '../../../shared/models/instance.ts';
import { useApp } from '../../app-context.tsx';
import { shownBlocks } from '../../stores/transcript-state.ts';
import { EntryRow } from './entry-row.tsx';
import { FindBar } from './find/find-bar.tsx';
import { useFind } from './find/use-find.ts';
import { ListItem } from './list-item.tsx';
import { OpenRow } from './open-row.tsx';
import classes from './transcript-view.module.css';
import { useFlight } from './use-flight.ts';
import { nearEnd, useFollowing } from './use-following.ts';
import { promptIndex } from './use-shown-task.ts';

/** Older entries are fetched when so few rows are left above those that are drawn: nobody stops at the edge to wait for them. */
const aheadOfStep = 15;
const aheadOfFlight = 600;

interface ListProps {
  readonly instance: Instance;
  /** The task whose prompt the list begins with, and marks; null begins at the end. */
  readonly shownTaskId: string | null;
}

/** The rows of a transcript, as many as are held, and what is being written below them. */
export function TranscriptList({ instance, shownTaskId }: ListProps) {
  const { t } = useTranslation();
  const { transcripts } = useApp();
  const state = useStore(transcripts.of(instance.id));
  const { rows, firstIndex, atStart, loadingOlder } = state;
  const open = shownBlocks(state);
  const list = useRef<VirtuosoHandle>(null);
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  // The list calls another function with null and then with its element again: one that is new with every render would set
  // this state with every delta, until React takes it for an endless loop.
  const scrollerRef = useCallback(
    (element: HTMLElement | Window | null) => setScroller(element instanceof HTMLElement ? element : null),
    [],
  );
  const flight = useFlight(scroller);
  const context = useMemo(() => ({ flight }), [flight]);
  const held = shownTaskId === null ? -1 : promptIndex(rows, shownTaskId);
  const { following, atEnd, setAtEnd, follow, jump, leave } = useFollowing(scroller, list, held);
  const finding = useStore(transcripts.finding);
  const isFinding = finding.instanceId === instance.id;
  const count = rows.length + open.length;
  const [seenCount, setSeenCount] = useState(count);
  const lastSeq = rows.at(-1)?.seq ?? 0;
  const [seenSeq, setSeenSeq] = useState(lastSeq);
  if (following && (seenSeq !== lastSeq || seenCount !== count)) {
    setSeenSeq(lastSeq);
    setSeenCount(count);
  }
  let unseen = 0;
  if (!following) {
    for (let at = rows.length - 1; at >= 0 && (rows[at]?.seq ?? 0) > seenSeq; at -= 1) unseen += 1;
  }
  useEffect(() => {
    if (following) transcripts.followed(instance.id);
  }, [following, lastSeq, transcripts, instance.id]);

  const [foundKey, setFoundKey] = useState<string | null>(null);
  const simulated = instance.launcher === 'demo';
  const render = useCallback(
    (index: number) => {
      const at = index - firstIndex;
      const row = rows[at];
      if (row !== undefined) {
        const marked = shownTaskId !== null && row.entry.kind === 'prompt' && row.entry.taskId === shownTaskId;
        return <EntryRow row={row} simulated={simulated} marked={marked} found={row.key === foundKey} />;
      }
      const block = open[at - rows.length];
      return block === undefined ? <div className={classes.gone} /> : <OpenRow block={block} />;
    },
    [rows, open, firstIndex, simulated, shownTaskId, foundKey],
  );
  const keyOf = (index: number): string => {
    const at = index - firstIndex;
    return rows[at]?.key ?? open[at - rows.length]?.key ?? `gone-${index}`;
  };

  return (
    <div
      className={classes.frame}
      data-testid="transcript"
      role="log"
      aria-label={t('transcript.label')}
      aria-live="off"
    >
      <Virtuoso
        ref={list}
        className={classes.list}
        tabIndex={0}
        scrollerRef={scrollerRef}
        totalCount={count}
        firstItemIndex={firstIndex}
        initialTopMostItemIndex={held === -1 ? { index: 'LAST', align: 'end' } : { index: held, align: 'start' }}
        computeItemKey={keyOf}
        itemContent={render}
        increaseViewportBy={{ top: 600, bottom: 300 }}
        atBottomThreshold={nearEnd}
        atBottomStateChange={setAtEnd}
        totalListHeightChanged={follow}
        startReached={() => void transcripts.openOlder(instance.id, flight.flying)}
        rangeChanged={({ startIndex }) => {
          const before = startIndex - firstIndex;
          if (before < (flight.flying ? aheadOfFlight : aheadOfStep)) {
            void transcripts.openOlder(instance.id, flight.flying);
          }
        }}
        context={context}
        components={atStart ? partsAtStart : loadingOlder ? partsLoading : parts}
      />
      {isFinding && (
        <Finding
          instanceId={instance.id}
          asked={finding.asked}
          scroller={scroller}
          list={list}
          leave={leave}
          onShow={setFoundKey}
        />
      )}
      {!following && !atEnd && (
        <Button className={classes.jump ?? ''} radius="xl" leftSection={<ArrowDown size={14} />} onClick={jump}>
          {unseen > 0 ? t('transcript.newEntries', { count: unseen }) : t('transcript.jumpToEnd')}
        </Button>
      )}
    </div>
  );
}

interface FindingProps extends Omit<Parameters<typeof useFind>[0], 'onShow'> {
  readonly asked: number;
  /** Told which row somebody has gone to; null when it is none any more. */
  readonly onShow: (key: string | null) => void;
}

/** The bar for finding, and all that it does; nothing is looked for while it is closed. */
function Finding({ asked, ...place }: FindingProps) {
  const { transcripts } = useApp();
  const find = useFind(place);
  return <FindBar find={find} asked={asked} onClose={() => transcripts.closeFind()} />;
}

const Nothing = () => <div className={classes.space} />;

function StartNote() {
  const { t } = useTranslation();
  return (
    <Text size="xs" c="dimmed" ta="center" py="sm">
      {t('transcript.start')}
    </Text>
  );
}

function LoadingNote() {
  const { t } = useTranslation();
  return (
    <div className={classes.loading}>
      <Loader size={12} /> {t('transcript.loadingOlder')}
    </div>
  );
}

const parts = { Header: Nothing, Footer: Nothing, Item: ListItem };
const partsAtStart = { ...parts, Header: StartNote };
const partsLoading = { ...parts, Header: LoadingNote };
