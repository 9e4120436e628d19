import type { SettingsPatch } from '../../../shared/models/settings.ts';
import { useCommand, useFleet } from '../../app-context.tsx';

/** The settings, and the way to change them; a change that is refused is shown as a notification. */
export function useSettings() {
  const run = useCommand();
  const settings = useFleet((state) => state.settings);
  return { settings, save: (patch: SettingsPatch) => void run('settings.update', patch) };
}
