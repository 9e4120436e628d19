/**
 * The demo agent: a program that speaks the CLI's stream-json protocol over stdin and stdout, so that everything in the
 * tower can be tried without the CLI and without an account. It is a simulation: it runs no command, opens no connection
 * and touches no file but its own sessions.
 *
 * CONTROL_TOWER_DEMO_DIRECTORY: folder for the sessions. CONTROL_TOWER_DEMO_PACE: milliseconds a word.
 */
import { randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { JsonObject } from '../../shared/models/json.ts';
import { readArguments } from './demo-arguments.ts';
import { DemoAgent } from './demo-agent.ts';
import { DemoOutput } from './demo-output.ts';
import { demoVersion } from './offer.ts';
import { readPace } from './pace.ts';
import { cutSession, isSessionId, SessionFiles, type DemoSession } from './session-file.ts';

const given = readArguments(process.argv.slice(2));
const sessions = new SessionFiles(
  process.env['CONTROL_TOWER_DEMO_DIRECTORY'] ??
    join(process.env['CLAUDE_CONFIG_DIR'] ?? join(homedir(), '.claude'), 'control-tower-demo'),
);

if (given.version) {
  process.stdout.write(`${demoVersion} (Claude Control Tower demo agent)\n`);
} else {
  const session = openSession();
  if (session === null) process.exitCode = 1;
  else converse(session);
}

/** @returns the conversation that the arguments name, or null after saying why there is none */
function openSession(): DemoSession | null {
  if (given.resumeId !== null) {
    const found = takeUp(given.resumeId);
    if (typeof found !== 'string') return found;
    const error = found;
    const output = new DemoOutput((line) => process.stdout.write(line), given.resumeId);
    output.event({
      type: 'result',
      subtype: 'error_during_execution',
      is_error: true,
      num_turns: 0,
      duration_ms: 0,
      total_cost_usd: 0,
      errors: [error],
    });
    process.stderr.write(`${error}\n`);
    return null;
  }
  const id = given.sessionId ?? randomUUID();
  if (!isSessionId(id)) process.stderr.write('Error: Invalid session ID. Must be a valid UUID.\n');
  else if (sessions.find(id) !== null) process.stderr.write(`Error: Session ID ${id} is already in use.\n`);
  else return { id, prompts: [] };
  return null;
}

/** @returns the conversation as it is to be gone on with, or why it cannot be, in the CLI's words */
function takeUp(resumeId: string): DemoSession | string {
  const { forks, resumeAt, sessionId } = given;
  const found = sessions.find(resumeId);
  if (found === null) return `No conversation found with session ID: ${resumeId}`;
  const cut = resumeAt === null ? found : cutSession(found, resumeAt);
  if (cut === null) return `No message found with message.uuid of: ${resumeAt ?? ''}`;
  return forks ? { ...cut, id: sessionId ?? randomUUID() } : cut;
}

function converse(session: DemoSession): void {
  const input = createInterface({ input: process.stdin, crlfDelay: Infinity });
  const exit = (code: number): void => {
    process.stdout.write('', () => process.exit(code));
  };
  const agent = new DemoAgent({
    arguments: given,
    session,
    sessions,
    directory: process.cwd(),
    pace: readPace(process.env['CONTROL_TOWER_DEMO_PACE']),
    pid: process.pid,
    now: () => performance.now(),
    writeOut: (text) => void process.stdout.write(text),
    writeError: (text) => void process.stderr.write(text),
    exit,
  });
  input.on('line', (line) => {
    if (line === '') return;
    const message = parseLine(line);
    if (message !== null) {
      agent.receive(message);
      return;
    }
    process.stderr.write(`Error parsing streaming input line (${line.length} chars): not a JSON object\n`);
    exit(1);
  });
  input.on('close', () => agent.endInput());
  // Whoever reads us has gone: there is nobody left to show anything to.
  process.stdout.on('error', () => process.exit(1));
  process.on('SIGINT', () => agent.shutDown());
  process.on('SIGTERM', () => process.exit(143));
}

function parseLine(line: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
  } catch {
    return null;
  }
}
