import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, realpath } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { execa } from 'execa';
import { part } from '../../shared/models/problem-parts.ts';
import { inScope, type ProgramStart, type ScopeManager } from './scope-command.ts';
import { scopeMarkerIn, userUnitIn } from './scope-names.ts';

export interface ManagerSearch {
  /** Our own environment: what the manager is found by, and where its programs are. */
  readonly environment: NodeJS.ProcessEnv;
  readonly userId: number;
  /** What the system says of our own control groups (/proc/self/cgroup). */
  readonly ownControlGroups: () => Promise<string>;
  /** How long it may take, in milliseconds. */
  readonly probeMs: number;
}

const managerVariables = ['XDG_RUNTIME_DIR', 'DBUS_SESSION_BUS_ADDRESS'];
const usualFolders = ['/usr/bin', '/bin'];

/**
 * Looks for the user's service manager, and has a scope of it for a moment.
 * @returns the manager, or why no scope can be had
 */
export async function findScopeManager(search: ManagerSearch): Promise<ScopeManager | string> {
  const controlGroups = await search.ownControlGroups();
  // An agent's own tower leaves its agents in the scope of that agent, so that all end together.
  if (scopeMarkerIn(controlGroups) !== null) return part('inAgentScope');
  const unit = userUnitIn(controlGroups, search.userId);
  // Elsewhere the manager may end before us, at logout, and would end our agents.
  if (unit === null) return part('notOwnManager');
  const program = await findProgram(search.environment['PATH'] ?? '');
  if (program === null) return part('noSystemdRun');
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(part('managerSilent')), search.probeMs);
  });
  // A program that was killed for being late may have left children that hold its pipes: nobody waits for them.
  return Promise.race([tryScope(program, unit, search), late]).finally(() => clearTimeout(timer));
}

async function tryScope(program: string, unit: string, search: ManagerSearch): Promise<ScopeManager | string> {
  const own = definedIn(search.environment);
  const known = Object.entries(own).filter(([name]) => managerVariables.includes(name));
  const environment = { XDG_RUNTIME_DIR: `/run/user/${String(search.userId)}`, ...Object.fromEntries(known) };
  const asked = await run({ command: program, arguments: ['--version'], environment: own }, search.probeMs);
  const version = Number(/^systemd (\d+)/.exec(asked.stdout)?.[1] ?? Number.NaN);
  if (Number.isNaN(version)) return `systemd-run does not tell its version: ${asked.failure}`;
  const manager = { program, version, environment };
  const marker = randomUUID();
  const look = { command: 'cat', arguments: ['/proc/self/cgroup'], environment: own };
  const seen = await run(inScope(manager, unit, marker, look), search.probeMs);
  if (seen.failure !== '') return seen.failure;
  return scopeMarkerIn(seen.stdout) === marker ? manager : 'what is started in a scope is not seen in it';
}

interface Outcome {
  readonly stdout: string;
  /** Empty when it went well. */
  readonly failure: string;
}

async function run(start: ProgramStart, timeout: number): Promise<Outcome> {
  const { stdout, stderr, failed, exitCode, signal } = await execa(start.command, start.arguments, {
    env: start.environment,
    extendEnv: false,
    stdin: 'ignore',
    reject: false,
    timeout,
    killSignal: 'SIGKILL',
  });
  const firstLine = stderr.trim().split('\n')[0] ?? '';
  const how = signal ?? `exit code ${String(exitCode ?? 'unknown')}`;
  return { stdout, failure: failed ? `${how} ${firstLine}`.trim() : '' };
}

async function findProgram(path: string): Promise<string | null> {
  for (const folder of [...path.split(delimiter).filter((each) => isAbsolute(each)), ...usualFolders]) {
    const file = join(folder, 'systemd-run');
    // Without links, as the process table will tell it.
    const program = await access(file, constants.X_OK)
      .then(() => realpath(file))
      .catch(() => null);
    if (program !== null) return program;
  }
  return null;
}

function definedIn(environment: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  const defined: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) if (value !== undefined) defined[name] = value;
  return defined;
}
