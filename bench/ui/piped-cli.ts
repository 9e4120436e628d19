import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { controlReply } from '../emitter/lines.ts';

/** Stands where the id of a question goes. */
const idMark = '@ID@';

/**
 * Makes a CLI that is a shell script: a prompt names a pipe, and what somebody writes into that is its output until the pipe
 * is closed. Two hundred of them cost the computer little, so that what is measured is the window.
 * @returns its path
 */
export function makePipedCli(directory: string): string {
  const file = join(directory, 'piped-cli');
  const [before = '', after = ''] = controlReply(idMark)
    .trim()
    .split(idMark)
    .map((part) => part.replaceAll("'", "'\\''"));
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
      pipe="\${line#*follow }"
      cat "\${pipe%%\\"*}"
      ;;
  esac
done
`;
  writeFileSync(file, script);
  chmodSync(file, 0o755);
  return file;
}
