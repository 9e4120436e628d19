import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { controlReply } from './lines.ts';

/** Stands where the id of a question goes. */
const idMark = '@ID@';

/** A text as one word of a shell. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/**
 * Makes a CLI that is a shell script and takes about a megabyte, so that hundreds of them cost the computer next to nothing.
 * @param onPrompt what the shell does for each prompt, whose line it has as `$line`
 * @returns its path
 */
export function makeShellCli(directory: string, name: string, onPrompt: readonly string[]): string {
  const file = join(directory, name);
  const [before = '', after = ''] = controlReply(idMark).trim().split(idMark);
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
      printf '%s%s%s\\n' ${quoted(before)} "$id" ${quoted(after)}
      ;;
    *'"type":"user"'*)
      ${onPrompt.join('\n      ')}
      ;;
  esac
done
`;
  writeFileSync(file, script);
  chmodSync(file, 0o755);
  return file;
}
