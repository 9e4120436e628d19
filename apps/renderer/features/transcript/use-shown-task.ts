import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { useApp, useView } from '../../app-context.tsx';
import type { TranscriptRow } from '../../stores/transcript-rows.ts';
import type { ShownTask } from '../../stores/view-state.ts';

/** How many pages are fetched to find a task; one that is further back is not looked for. */
const maxPages = 50;

/**
 * The task of this instance that a link asked for, once its prompt is among the rows; null while there is none. Older pages
 * are fetched until it is found, and it is forgotten when the instance leaves the screen.
 */
export function useShownTask(instanceId: string): ShownTask | null {
  const { transcripts, view } = useApp();
  const wanted = useView(({ shownTask }) => (shownTask?.instanceId === instanceId ? shownTask : null));
  const store = transcripts.of(instanceId);
  const found = useStore(store, ({ rows }) => wanted !== null && promptIndex(rows, wanted.id) !== -1);
  const mayBeOlder = useStore(store, (state) => state.status === 'ready' && !state.atStart && !state.loadingOlder);
  const pages = useRef({ asked: 0, fetched: 0 });
  useEffect(() => {
    if (wanted === null || found || !mayBeOlder) return;
    if (pages.current.asked !== wanted.asked) pages.current = { asked: wanted.asked, fetched: 0 };
    pages.current.fetched += 1;
    if (pages.current.fetched <= maxPages) void transcripts.openOlder(instanceId);
  }, [wanted, found, mayBeOlder, transcripts, instanceId]);
  useEffect(
    () => () => {
      view.setState(({ shownTask }) => (shownTask?.instanceId === instanceId ? { shownTask: null } : {}));
    },
    [view, instanceId],
  );
  return found ? wanted : null;
}

/** Where a task's prompt is among the rows: the newest, where it was run again. @returns -1 when it is not there */
export function promptIndex(rows: readonly TranscriptRow[], taskId: string): number {
  return rows.findLastIndex(({ entry }) => entry.kind === 'prompt' && entry.taskId === taskId);
}
