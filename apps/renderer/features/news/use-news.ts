import { useMemo } from 'react';
import { useCommand, useFleet } from '../../app-context.tsx';
import { newsSince } from './news-since.ts';
import { type ReleaseNotes, releaseNotes } from './release-notes.ts';

interface News {
  /** The version that runs; empty until the tower has told it. */
  readonly version: string;
  /** What is new since somebody was last told; none when there is nothing to tell. */
  readonly notes: readonly ReleaseNotes[];
  /** They know it now, in all windows. */
  readonly dismiss: () => void;
}

/** What the version that runs has brought, as far as nobody has looked at it yet. */
export function useNews(): News {
  const run = useCommand();
  const version = useFleet((state) => state.host?.version ?? '');
  const seen = useFleet((state) => state.settings.newsSeen ?? state.host?.firstVersion ?? null);
  const notes = useMemo(() => (seen === null ? [] : newsSince(seen, version, releaseNotes)), [version, seen]);
  const dismiss = (): void => {
    if (notes.length > 0) void run('settings.update', { newsSeen: version });
  };
  return { version, notes, dismiss };
}
