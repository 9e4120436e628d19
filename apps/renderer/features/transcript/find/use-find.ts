import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { VirtuosoHandle } from 'react-virtuoso';
import { useStore } from 'zustand';
import { useApp } from '../../../app-context.tsx';
import { type FindState, TranscriptFinder } from '../../../stores/transcript-finder.ts';
import { pathTo } from '../../../stores/transcript-rows.ts';
import { useUnfold } from '../folds.tsx';
import { kindOfTool } from '../tools/tool-kind.ts';
import { foldsOf } from './folds-of-row.ts';
import { useMarks } from './use-marks.ts';

/** How long after a key the search begins, in milliseconds: a word is typed faster. */
const typingPause = 120;

export interface Find extends FindState {
  /** Someone has gone to one that is being fetched. */
  readonly fetching: boolean;
  readonly seek: (text: string) => void;
  readonly step: (by: 1 | -1) => void;
}

interface Place {
  readonly instanceId: string;
  readonly scroller: HTMLElement | null;
  readonly list: RefObject<VirtuosoHandle | null>;
  /** Lets go of the end of the list. */
  readonly leave: () => void;
  /** Told which row somebody has gone to; null when it is none any more. */
  readonly onShow: (key: string | null) => void;
}

/** Finds a text in a transcript, wherever it is in it, and goes from one place to the next. */
export function useFind({ instanceId, scroller, list, leave, onShow }: Place): Find {
  const { connection, transcripts } = useApp();
  const unfold = useUnfold();
  const [finder] = useState(
    () => new TranscriptFinder(instanceId, (input) => connection.command('transcript.find', input)),
  );
  const state = useStore(finder.store);
  const [shown, setShown] = useState<{ readonly key: string; readonly jumps: number } | null>(null);
  const [fetching, setFetching] = useState(false);
  const going = useRef(new AbortController());
  const typing = useRef(0);
  const store = transcripts.of(instanceId);

  useMarks(scroller, state.text, shown?.key ?? null, shown?.jumps ?? 0);
  useEffect(
    () =>
      store.subscribe(({ entries }, before) => {
        if (entries !== before.entries) finder.noteEntries(entries);
      }),
    [store, finder],
  );
  useEffect(
    () => () => {
      window.clearTimeout(typing.current);
      going.current.abort();
      onShow(null);
    },
    [onShow],
  );

  const goTo = useCallback(
    async (seq: number) => {
      going.current.abort();
      const wanted = new AbortController();
      going.current = wanted;
      setFetching(true);
      await transcripts.openBack(instanceId, seq, wanted.signal);
      if (wanted.signal.aborted) return;
      setFetching(false);
      const path = pathTo(store.getState().tree, seq);
      const row = path.at(-1);
      if (row === undefined) return;
      const isAgent = row.entry.kind === 'toolUse' && kindOfTool(row.entry.name) === 'agent';
      for (const { key } of isAgent ? path : path.slice(0, -1)) transcripts.unfold(instanceId, key, true);
      unfold(foldsOf(row));
      leave();
      const index = store.getState().rows.findIndex(({ key }) => key === row.key);
      list.current?.scrollToIndex({ index, align: 'center' });
      onShow(row.key);
      setShown((before) => ({ key: row.key, jumps: (before?.jumps ?? 0) + 1 }));
    },
    [transcripts, instanceId, store, unfold, leave, list, onShow],
  );

  const step = useCallback(
    (by: 1 | -1) => {
      const seq = finder.step(by);
      if (seq !== null) void goTo(seq);
    },
    [finder, goTo],
  );
  const seek = useCallback(
    (text: string) => {
      window.clearTimeout(typing.current);
      setShown(null);
      onShow(null);
      finder.note(text);
      typing.current = window.setTimeout(() => {
        void finder.seek(text, store.getState().entries.at(-1)?.seq ?? 0);
      }, typingPause);
    },
    [finder, store, onShow],
  );
  // The nearest one is gone to unasked.
  useEffect(
    () =>
      finder.store.subscribe(({ current, found }, before) => {
        if (current === null && found.length > 0 && before.found.length === 0) step(-1);
      }),
    [finder, step],
  );
  return { ...state, fetching, seek, step };
}
