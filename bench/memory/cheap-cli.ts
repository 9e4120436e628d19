import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assistant, controlReply, turnEnding, turnOpening } from '../emitter/lines.ts';

/** Stands where the id of a question goes. */
const idMark = '@ID@';

/**
 * Makes a CLI that is a shell script and takes about a megabyte: each prompt is a turn of so many seconds. Hundreds of them
 * cost the computer next to nothing, so that what is measured is the tower.
 * @returns its path
 */
export function makeCheapCli(directory: string, seconds: number): string {
  const file = join(directory, 'cheap-cli');
  const [before = '', after = ''] = controlReply(idMark).trim().split(idMark);
  const ending = assistant('msg_cheap', { type: 'text', text: 'Done.' }) + turnEnding();
  const print = (text: string): string => `printf '%s\\n' '${text.trimEnd().replaceAll("'", "'\\''")}'`;
  const script = `#!/bin/sh
case "$*" in
  *--version*) echo '2.1.330 (Claude Code)'; exit ;;
  *--help*) echo; exit ;;
esac
while IFS= read -r line; do
  case "$line" in
    *'"type":"control_request"'*)
      id="\${line#*\\"request_id\\":\\"}"
      id="\${id%%\\"*}"
      printf '%s%s%s\\n' '${before}' "$id" '${after}'
      ;;
    *'"type":"user"'*)
      ${print(turnOpening())}
      sleep ${String(seconds)}
      ${print(ending)}
      ;;
  esac
done
`;
  writeFileSync(file, script);
  chmodSync(file, 0o755);
  return file;
}
