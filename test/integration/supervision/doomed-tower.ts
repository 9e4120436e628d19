import { randomUUID } from 'node:crypto';
import { ClaudeProcess } from '../../../apps/main/claude/claude-process.ts';
import { openDatabase } from '../../../apps/main/persistence/open-database.ts';
import { guardFor, processTableFor } from '../../../apps/main/supervision/platform.ts';
import { ProcessLedger } from '../../../apps/main/supervision/process-ledger.ts';
import { markerName } from '../../../apps/main/supervision/process-tree.ts';
import { scopesBy } from './stand-in-scopes.ts';

/**
 * What is left of a tower that is about to be killed: a database, the ledger in it, a guard when it is asked for, and one CLI
 * whose agent runs a tool, in a scope when a stand-in for systemd is given. It says the marker and the pids of its CLI and
 * guard, and waits for its end.
 */
const [, , file = '', backupDirectory = '', directory = '', command = '', script = '', guarded = '', scopes = ''] =
  process.argv;
const guard =
  guarded === ''
    ? null
    : guardFor(process.platform, (reason) => {
        throw new Error(`There is no guard: ${reason}`);
      });
const opened = openDatabase({ file, backupDirectory });
if (!opened.ok) throw new Error(opened.problem.message);
const marker = randomUUID();
const started = await ClaudeProcess.start({
  command,
  arguments: [
    '-p',
    '--verbose',
    '--input-format=stream-json',
    '--output-format=stream-json',
    '--dangerously-skip-permissions',
  ],
  directory,
  environment: {
    PATH: process.env['PATH'] ?? '',
    HOME: directory,
    TMPDIR: directory,
    IS_SANDBOX: '1',
    FAKE_CLAUDE_SCRIPT: script,
    [markerName]: marker,
  },
  marker,
  instanceId: randomUUID(),
  scopes: scopes === '' ? null : scopesBy(scopes),
  ledger: new ProcessLedger(opened.value.processes, processTableFor(process.platform), guard ?? undefined),
  onMessage: () => undefined,
  onStderr: (line) => process.stderr.write(`${line}\n`),
});
if (!started.ok) throw new Error(started.problem.message);
started.value.prompt(randomUUID(), 'Go.');
process.stdout.write(`${JSON.stringify({ marker, pid: started.value.pid, guard: guard?.pid ?? null })}\n`);
setInterval(() => undefined, 60_000);
