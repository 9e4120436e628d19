import { assistant, turnEnding, turnOpening } from '../emitter/lines.ts';
import { makeShellCli, quoted } from '../emitter/shell-cli.ts';

/** Makes a CLI each prompt of which is a turn of so many seconds. @returns its path */
export function makeCheapCli(directory: string, seconds: number): string {
  const ending = assistant('msg_cheap', { type: 'text', text: 'Done.' }) + turnEnding();
  const print = (text: string): string => `printf '%s\\n' ${quoted(text.trimEnd())}`;
  return makeShellCli(directory, 'cheap-cli', [print(turnOpening()), `sleep ${String(seconds)}`, print(ending)]);
}
