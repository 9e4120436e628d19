import { useCallback, useEffect, useRef, useState } from 'react';
import { Button, EmptyState, Loader, Text } from '@mantine/core';
import { ArrowDown, MessagesSquare } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Virtuoso, type VirtuosoHandle } from 'react-virtuoso';
import { useStore } from 'zustand';
import type { Instance } from '../../../shared/models/instance.ts';
import { useApp, useFleet } from '../../app-context.tsx';
import { shownBlocks } from '../../stores/transcript-state.ts';
import { ProblemNote } from '../shell/problem-note.tsx';
import { EntryRow } from './entry-row.tsx';
import { FoldProvider } from './folds.tsx';
import { OpenRow } from './open-row.tsx';
import { TranscriptPlace } from './transcript-place.tsx';
import classes from './transcript-view.module.css';
import { useFollowing } from './use-following.ts';
import { promptIndex, useShownTask } from './use-shown-task.ts';

/** An instance's transcript: the end first, older pages as one scrolls back, and new text followed unless one looks elsewhere. */
export function TranscriptView({ instance }: { readonly instance: Instance }) {
  const { t } = useTranslation();
  const { connection, transcripts } = useApp();
  const store = transcripts.of(instance.id);
  const status = useStore(store, (state) => state.status);
  const problem = useStore(store, (state) => state.problem);
  const isEmpty = useStore(store, (state) => state.rows.length === 0 && state.open.length === 0);
  const live = useFleet((state) => state.link === 'live');
  const shownTask = useShownTask(instance.id);

  useEffect(() => {
    connection.watch([instance.id]);
    return () => transcripts.hide(instance.id);
  }, [connection, transcripts, instance.id]);
  useEffect(() => {
    if (live && status === 'idle') void transcripts.open(instance.id);
  }, [live, status, transcripts, instance.id]);

  if (status === 'failed' && problem !== null) {
    return (
      <div className={classes.middle}>
        <ProblemNote problem={problem}>
          <Button onClick={() => void transcripts.open(instance.id)}>{t('common.retry')}</Button>
        </ProblemNote>
      </div>
    );
  }
  if (status === 'ready' && isEmpty) {
    return (
      <div className={classes.middle} data-testid="transcript">
        <EmptyState
          icon={<MessagesSquare size={28} />}
          title={t('transcript.empty')}
          description={t('transcript.emptyHint')}
        />
      </div>
    );
  }
  // A page is there within a frame or two; a skeleton would only flash.
  if (status !== 'ready') return <div className={classes.middle} data-testid="transcript" aria-busy />;
  return (
    <FoldProvider key={instance.id}>
      <TranscriptPlace instanceId={instance.id} directory={instance.directory}>
        {/* A list of its own for every link: only a new one begins where it is told to, whatever it was doing. */}
        <TranscriptList key={shownTask?.asked} instance={instance} shownTaskId={shownTask?.id ?? null} />
      </TranscriptPlace>
    </FoldProvider>
  );
}

interface ListProps {
  readonly instance: Instance;
  /** The task whose prompt the list begins with, and marks; null begins at the end. */
  readonly shownTaskId: string | null;
}

function TranscriptList({ instance, shownTaskId }: ListProps) {
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
  const held = shownTaskId === null ? -1 : promptIndex(rows, shownTaskId);
  const { following, atEnd, setAtEnd, follow, jump } = useFollowing(scroller, list, held);
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

  const simulated = instance.launcher === 'demo';
  const render = useCallback(
    (index: number) => {
      const at = index - firstIndex;
      const row = rows[at];
      if (row !== undefined) {
        const marked = shownTaskId !== null && row.entry.kind === 'prompt' && row.entry.taskId === shownTaskId;
        return <EntryRow row={row} simulated={simulated} marked={marked} />;
      }
      const block = open[at - rows.length];
      return block === undefined ? <div className={classes.gone} /> : <OpenRow block={block} />;
    },
    [rows, open, firstIndex, simulated, shownTaskId],
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
        atBottomThreshold={40}
        atBottomStateChange={setAtEnd}
        totalListHeightChanged={follow}
        startReached={() => void transcripts.openOlder(instance.id)}
        components={{ Header: atStart ? StartNote : loadingOlder ? LoadingNote : Nothing, Footer: Nothing }}
      />
      {!following && !atEnd && (
        <Button className={classes.jump ?? ''} radius="xl" leftSection={<ArrowDown size={14} />} onClick={jump}>
          {unseen > 0 ? t('transcript.newEntries', { count: unseen }) : t('transcript.jumpToEnd')}
        </Button>
      )}
    </div>
  );
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
