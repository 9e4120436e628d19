import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { Accounts } from './accounts.ts';
import { Agent } from './agent.ts';
import type { ProcessManners } from './acts.ts';
import { helpText, parseCommandLine, type CommandLine } from './command-line.ts';
import type { Core } from './core.ts';
import { EventFactory } from './events.ts';
import { descendants } from './process-tree.ts';
import { readLocalPermissions } from './local-settings.ts';
import { profileOf } from './profile.ts';
import { startErrorResult } from './result.ts';
import { loadScript, type FakeScript } from './script.ts';
import { SessionStore } from './session-store.ts';
import { openSession } from './start.ts';
import { StateReporter } from './state-reporter.ts';
import { pause, StdoutWriter } from './stdout-writer.ts';

const environment = process.env;
const argv = process.argv.slice(2);

/** Prints a line on stderr and exits with 1, as the real CLI does for everything that is wrong at the start. */
const refuse = (message: string): never => {
  process.stderr.write(`${message}\n`);
  process.exit(1);
};

function subcommand(script: FakeScript): void {
  const version = profileOf(script.imitate).version;
  if (argv.includes('--version') || argv.includes('-v')) {
    process.stdout.write(`${version} (Claude Code)\n`);
    process.exit(0);
  }
  if (argv.includes('--help') || argv.includes('-h')) {
    process.stdout.write(helpText(profileOf(script.imitate).modern));
    process.exit(0);
  }
  if (argv[0] === 'auth' && argv[1] === 'status') {
    const status = script.signedIn
      ? { loggedIn: true, authMethod: 'api_key', apiProvider: 'firstParty', apiKeySource: 'ANTHROPIC_API_KEY' }
      : { loggedIn: false, authMethod: 'none', apiProvider: 'firstParty' };
    process.stdout.write(`${JSON.stringify(status, null, 2)}\n`);
    process.exit(script.signedIn ? 0 : 1);
  }
}

function readCommandLine(modern: boolean): CommandLine {
  const parsed = parseCommandLine(argv, modern);
  if ('error' in parsed) return refuse(parsed.error);
  const { line } = parsed;
  const isRoot = process.getuid?.() === 0 && environment['IS_SANDBOX'] !== '1';
  if (isRoot && line.mayBypass) {
    refuse('--dangerously-skip-permissions cannot be used with root/sudo privileges for security reasons');
  }
  if (!line.print) refuse('fake-claude speaks stream-json only: start it with -p --input-format stream-json.');
  if (line.inputFormat === 'stream-json' && line.outputFormat !== 'stream-json') {
    refuse('Error: --input-format=stream-json requires output-format=stream-json.');
  }
  if (!line.verbose) refuse('Error: When using --print, --output-format=stream-json requires --verbose');
  for (const config of line.mcpConfig) {
    if (config.trimStart().startsWith('[')) {
      refuse('Error: Invalid MCP configuration:\nInvalid input: expected object, received array');
    }
  }
  return line;
}

async function main(): Promise<void> {
  const script = loadScript(environment);
  subcommand(script);
  if (script.startDelayMs > 0) await pause(script.startDelayMs);
  const profile = profileOf(script.imitate);
  const line = readCommandLine(profile.modern);
  const writer = new StdoutWriter(process.stdout);
  const directory = process.cwd();
  const store = new SessionStore(environment, directory, profile.modern);
  const accounts = new Accounts(profile);
  const session = {
    id: line.sessionId ?? randomUUID(),
    path: null,
    inherited: [],
    model: line.model ?? 'default',
    mode: line.permissionMode ?? readLocalPermissions(directory).defaultMode ?? 'default',
    allowed: [],
    denied: [],
    lastResultFailed: false,
    results: 0,
    messages: 0,
  };
  let unregister = (): void => undefined;
  const events = new EventFactory(profile, () => session.id);
  const core: Core = {
    ...{ profile, line, script, environment, directory, writer, accounts, store, session },
    events,
    state: new StateReporter(environment, writer, events),
    exit: async (code) => {
      await writer.flushed();
      unregister();
      process.exit(code);
    },
  };
  const opened = openSession(core);
  if (opened) {
    process.stderr.write(`${opened.stderr}\n`);
    if (opened.result) writer.line(startErrorResult(core, opened.stderr));
    await core.exit(1);
  }
  unregister = store.register(process.pid, {
    pid: process.pid,
    sessionId: session.id,
    cwd: directory,
    startedAt: Date.now(),
  });

  const input = createInterface({ input: process.stdin, crlfDelay: Infinity });
  const manners: ProcessManners = {
    ignoredSignals: new Set(),
    ignoreEndOfInput: false,
    stopReading: () => {
      input.pause();
      process.stdin.pause();
      // Without a reader and without a timer the process would end.
      setInterval(() => undefined, 60_000);
    },
  };
  const agent = new Agent(core, manners);
  onSignals(agent, manners, profile.modern);
  await agent.acts.at('spawn');
  input.on('line', (text) => {
    agent.receive(text);
  });
  input.on('close', () => {
    void agent.endOfInput();
  });
}

/** SIGINT aborts and leaves in peace; SIGTERM and SIGHUP leave at once, the older CLI without its tools. */
function onSignals(agent: Agent, manners: ProcessManners, modern: boolean): void {
  process.on('SIGINT', () => {
    if (!manners.ignoredSignals.has('SIGINT')) agent.endQuietly();
  });
  for (const [signal, code] of [
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    process.on(signal, () => {
      if (manners.ignoredSignals.has(signal)) return;
      if (modern) for (const pid of descendants(process.pid)) killQuietly(pid);
      void agent.leaveAtOnce(code, modern);
    });
  }
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself meanwhile.
  }
}

await main();
