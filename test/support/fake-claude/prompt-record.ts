import { appendFileSync } from 'node:fs';

/** Notes a prompt the moment that it is read, one JSON object a line, where FAKE_CLAUDE_RECORD names a file. */
export function recordPrompt(environment: NodeJS.ProcessEnv, text: string): void {
  const file = environment['FAKE_CLAUDE_RECORD'];
  if (file) appendFileSync(file, `${JSON.stringify({ pid: process.pid, text })}\n`);
}
