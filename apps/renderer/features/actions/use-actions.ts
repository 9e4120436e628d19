import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp, useCommand } from '../../app-context.tsx';
import { shownInstance } from '../../stores/shown-instance.ts';
import { useInstanceCommands } from '../fleet/use-instance-commands.ts';
import type { Action } from './action.ts';
import { toInstances, toSettings, toTasks } from './go-actions.ts';
import { ofInstance } from './instance-actions.ts';
import { ofTower } from './tower-actions.ts';

/**
 * @returns what gives all that can be done in this window at this moment: asked for when the palette opens or a key is
 * pressed, because it depends on everything.
 */
export function useActions(): () => readonly Action[] {
  const model = useApp();
  const run = useCommand();
  const { t } = useTranslation();
  const commandsOf = useInstanceCommands();
  return useCallback(() => {
    const fleet = model.fleet.getState();
    const shown = shownInstance(fleet, model.view.getState());
    return [
      ...(shown === null ? [] : ofInstance(model, shown, commandsOf(shown), t)),
      ...toInstances(model, fleet, shown, t),
      ...ofTower(model, fleet, run, t),
      ...toTasks(model, fleet, t),
      ...toSettings(model, fleet, t),
    ];
  }, [model, run, t, commandsOf]);
}
