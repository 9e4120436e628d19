import type { Instance } from '../../shared/models/instance.ts';
import type { JsonObject } from '../../shared/models/json.ts';
import { cliModes } from '../claude/command-line.ts';
import type { RunningCli } from './running-cli.ts';

export type LiveSetting = 'model' | 'mode';

/**
 * Has a running CLI take on what it can without a restart.
 * @param onRefused hears of what it will not take on now, with the CLI's reason
 */
export async function applyLive(
  process: Pick<RunningCli, 'ask'>,
  before: Instance,
  after: Instance,
  onRefused: (setting: LiveSetting, reason: string) => void,
): Promise<void> {
  const set = async (setting: LiveSetting, request: JsonObject): Promise<void> => {
    const reply = await process.ask(request);
    if (!reply.ok) onRefused(setting, reply.error);
  };
  if (after.model !== before.model && after.model !== null) {
    await set('model', { subtype: 'set_model', model: after.model });
  }
  if (after.permissionMode !== before.permissionMode) {
    await set('mode', { subtype: 'set_permission_mode', mode: cliModes[after.permissionMode] });
  }
}
