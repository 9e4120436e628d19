import type { TFunction } from 'i18next';
import { Hourglass, SquareTerminal, TextSearch } from 'lucide-react';
import type { Instance } from '../../../shared/models/instance.ts';
import type { AppModel } from '../../app-model.ts';
import type { InstanceCommand } from '../fleet/use-instance-commands.ts';
import type { Action } from './action.ts';
import type { ShortcutId } from './shortcuts.ts';

/** The keys of what an instance's menu has. */
const keysOf: Readonly<Record<string, ShortcutId>> = {
  start: 'toggleRunning',
  stop: 'toggleRunning',
  restart: 'restart',
  interrupt: 'interrupt',
  newSession: 'newSession',
  rename: 'rename',
  log: 'log',
};

/** What can be done with the instance on screen, by its status: what its menu has, and what is about the screen itself. */
export function ofInstance(
  { transcripts }: AppModel,
  instance: Instance,
  commands: readonly (readonly InstanceCommand[])[],
  t: TFunction,
): readonly Action[] {
  const about = { group: 'instance', detail: instance.name } as const;
  return [
    {
      ...about,
      id: 'focusComposer',
      label: t('actions.focusComposer'),
      icon: SquareTerminal,
      shortcut: 'focusComposer',
      run: () => document.querySelector<HTMLElement>('[data-composer-input]')?.focus(),
    },
    {
      ...about,
      id: 'runAfter',
      label: t('queue.after.label'),
      icon: Hourglass,
      run: () => document.querySelector<HTMLElement>('[data-run-after]')?.click(),
    },
    ...commands
      .flat()
      .filter(({ enabled }) => enabled)
      .map(({ id, label, icon, run }) => {
        const shortcut = keysOf[id];
        return { ...about, id, label, icon, run, ...(shortcut !== undefined && { shortcut }) };
      }),
    {
      ...about,
      id: 'findInTranscript',
      label: t('transcript.find.label'),
      icon: TextSearch,
      shortcut: 'findInTranscript',
      run: () => transcripts.openFind(instance.id),
    },
  ];
}
