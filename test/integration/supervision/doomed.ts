import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import { LinuxProcessTable } from '../../../apps/main/supervision/linux-process-table.ts';
import { endTree } from '../../../apps/main/supervision/process-tree.ts';
import { fakeClaude, type Script } from '../claude/lives.ts';
import { start, type Program } from '../persistence/child-processes.ts';

const saidSchema = z.object({ marker: z.string(), pid: z.number(), guard: z.number().nullable() });
const staying = (name: string): string => `echo $$ > ${name}.part; mv ${name}.part ${name}; sleep 300; true`;

type Moments = NonNullable<Script['at']>;

/** An agent with a tool at work and an orphan in a session of its own. @param more what the CLI does beside that */
export const busyScript = (more: Moments = {}, first: NonNullable<Moments['spawn']> = []): Script => ({
  reply: [{ tools: [{ name: 'Bash', input: { command: staying('tool') } }] }, { text: 'Done.' }],
  at: { spawn: [...first, { act: 'spawn', command: staying('orphan'), as: 'orphan' }], ...more },
});

/** An orphan that has neither our marker nor a parent of ours, and says its pid in a file of this name. */
export const wiped = (name: string): NonNullable<Moments['spawn']>[number] => ({
  act: 'spawn',
  command: `exec env -i /bin/sh -c '${staying(name)}'`,
  as: 'orphan',
});

/** The tower's death must not end the agent by itself. */
export const staysAtEndOfInput: Moments = { endOfInput: [{ act: 'wait', ms: 300_000 }] };

export interface Place {
  readonly file: string;
  readonly backupDirectory: string;
  readonly directory: string;
}

export const newPlace = (): Place => {
  const directory = mkdtempSync(join(homedir(), 'doomed-'));
  return { file: join(directory, 'tower.db'), backupDirectory: join(directory, 'backups'), directory };
};

export interface Doomed {
  readonly tower: Program;
  readonly marker: string;
  /** The CLI, and what was named. */
  readonly pids: readonly number[];
  readonly guard: number | null;
}

export interface DoomedOptions {
  readonly guarded: boolean;
  /** The folder of a stand-in for systemd; without one there are no scopes. */
  readonly scopes?: string;
  /** What says its pid in a file of this name, beside the CLI. */
  readonly names?: readonly string[];
}

/** A tower with a CLI, a tool and an orphan, all of them running. Whatever carries its marker is ended after the test. */
export async function doomedTower(
  place: Place,
  script: Script,
  { guarded, scopes = '', names = ['tool', 'orphan'] }: DoomedOptions,
): Promise<Doomed> {
  const { file, backupDirectory, directory } = place;
  const program = new URL('doomed-tower.ts', import.meta.url);
  const options = [guarded ? 'guarded' : '', scopes];
  const tower = start(program, file, backupDirectory, directory, fakeClaude, JSON.stringify(script), ...options);
  const { marker, pid, guard } = saidSchema.parse(JSON.parse(await tower.line()));
  onTestFinished(async () => {
    await endTree({ marker, pid: 0, startTime: '' }, new LinuxProcessTable());
  });
  const pids = [pid];
  for (const name of names) {
    await vi.waitUntil(() => existsSync(join(directory, name)), { timeout: 20_000, interval: 20 });
    pids.push(Number(readFileSync(join(directory, name), 'utf8')));
  }
  return { tower, marker, pids, guard };
}
