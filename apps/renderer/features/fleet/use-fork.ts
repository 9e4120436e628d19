import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntryOf } from '../../../shared/models/entry.ts';
import type { Instance } from '../../../shared/models/instance.ts';
import { useApp, useCommand } from '../../app-context.tsx';
import { useWritePrompt } from '../transcript/use-write-prompt.ts';
import { forkName } from './fork-name.ts';
import { useKeyNote } from './use-key-note.ts';
import { useOpenWindow } from './use-open-window.ts';

/** Where an instance's conversation is forked. A prompt, before which it is then, is written into the fork's composer. */
interface ForkPlace {
  readonly seq: number;
  readonly prompt: EntryOf<'prompt'> | null;
}

/** A second click, or the rest of a double click, means the first one. In milliseconds. */
const deafMs = 700;

/** @returns what forks the conversation of an instance, at a place or as a whole, and shows what came of it */
export function useFork(): (id: string, place: ForkPlace | null) => Promise<void> {
  const { fleet, view } = useApp();
  const { t } = useTranslation();
  const run = useCommand();
  const write = useWritePrompt();
  const tellOfKey = useKeyNote();
  const openWindow = useOpenWindow();
  return useCallback(
    async (id, place) => {
      const source: Instance | undefined = fleet.getState().instances[id];
      const { forking } = view.getState();
      // A click that comes too soon hits the fork, whose transcript stands where the other one stood.
      if (source === undefined || forking === 'underWay' || (forking === 'justDone' && place !== null)) return;
      view.setState({ forking: 'underWay' });
      const name = forkName(source.name, t('fleet.forkMark'));
      const made = await run('instance.fork', { id, entrySeq: place?.seq ?? null, name });
      view.setState({ forking: made.ok ? 'justDone' : 'no' });
      setTimeout(() => {
        if (view.getState().forking === 'justDone') view.setState({ forking: 'no' });
      }, deafMs);
      if (!made.ok) return;
      const fork = made.value.instance.id;
      if (place?.prompt) await write(place.prompt, place.seq, fork);
      if (view.getState().soleId === null) view.setState({ selectedId: fork, sidebarOpen: false });
      else openWindow(fork);
      await tellOfKey(source);
    },
    [fleet, view, t, run, write, tellOfKey, openWindow],
  );
}
