import type { CallOutput } from '../../apps/shared/contract/calls.ts';
import type { Result } from '../../apps/shared/models/problem.ts';
import { heldBackBy } from '../../apps/shared/models/task-after.ts';
import { isOpenTask } from '../../apps/shared/models/task.ts';
import { disagreements, type Stored } from '../support/agreement.ts';
import { pause, type RoundStage } from './life.ts';

type Snapshot = CallOutput<'tower.snapshot'>;

/** How long nothing may move before it is called a hang, and how long it may take altogether, in milliseconds. */
const stillMs = 30_000;
const patienceMs = 180_000;
/** A turn that lasts longer is interrupted, then its agent is restarted, as a person would do it. */
const interruptAfterMs = 800;
const restartAfterMs = 3000;
/** A start that lasts longer is made again. On a busy computer a CLI takes its time, and impatience would never let it begin. */
const startAgainAfterMs = 25_000;
const lookMs = 200;

/**
 * Lets the last tower of a round come to rest, helping as a person would: answers, takes back what was paused and deleted,
 * lets run what waits for something that failed, interrupts and restarts what hangs.
 * @returns what never came to its end
 */
export async function finishQueue(stage: RoundStage): Promise<readonly string[]> {
  const { person } = stage;
  const begun = performance.now();
  const since = new Map<string, number>();
  const helped = new Set<string>();
  let lastSeq = -1;
  let movedAt = begun;
  const once = async (key: string, help: () => Promise<unknown>): Promise<void> => {
    if (helped.has(key)) return;
    helped.add(key);
    await help();
  };
  await Promise.all(person.agents.map((_, agent) => person.does({ kind: 'restore', agent })));
  await Promise.all(person.agents.map((_, agent) => person.does({ kind: 'resume', agent })));
  await person.does({ kind: 'resumeTower' });
  await person.does({ kind: 'settings', maxRunning: 4 });
  for (;;) {
    const asked = await person.call('tower.snapshot', {});
    const now = performance.now();
    if (asked.ok) {
      const snapshot = asked.value;
      if (snapshot.seq !== lastSeq) movedAt = now;
      lastSeq = snapshot.seq;
      const open = snapshot.tasks.filter(isOpenTask);
      if (open.length === 0 && snapshot.instances.every(({ status }) => isQuiet(status))) return [];
      await help(snapshot);
    }
    if (now - begun > patienceMs || now - movedAt > stillMs) return asked.ok ? describe(asked.value) : ['no snapshot'];
    await pause(lookMs);
  }

  async function help({ instances, requests, tower, tasks }: Snapshot): Promise<void> {
    const now = performance.now();
    for (const request of requests) await once(`answer ${request.id}`, () => person.answer(request, true));
    const byId = new Map(tasks.map((task) => [task.id, task]));
    for (const task of tasks) {
      const [by] = heldBackBy(task, (id) => byId.get(id));
      if (by !== undefined && !isOpenTask(by)) await person.call('task.update', { id: task.id, after: [] });
    }
    for (const hold of tower.holds) await person.call('tower.release', { holdId: hold.id });
    for (const { id, status, currentTaskId, wanted } of instances) {
      const state = `${id} ${status} ${currentTaskId ?? ''}`;
      const lasting = now - (since.get(state) ?? now);
      if (!since.has(state)) since.set(state, now);
      const waits = tasks.some((task) => task.instanceId === id && task.status === 'queued');
      if (waits && (status === 'failed' || (status === 'stopped' && wanted === 'stopped'))) {
        await person.call('instance.start', { id });
      }
      if (status !== 'working' && status !== 'starting') continue;
      if (status === 'working' && lasting > interruptAfterMs) {
        await once(`interrupt ${state}`, () => person.call('instance.interrupt', { id }));
      }
      if (lasting > (status === 'starting' ? startAgainAfterMs : restartAfterMs)) {
        since.set(state, now);
        void person.call('instance.restart', { id });
      }
    }
  }
}

export interface Compared {
  /** What the tower has in memory, as it tells its windows. */
  readonly snapshot: () => Promise<Result<Pick<Snapshot, 'seq' | 'instances' | 'tasks' | 'requests'>>>;
  readonly read: () => Stored;
}

/** Holds the tower's memory against its database. @returns where they differ although nothing moves */
export async function compareMemory({ snapshot, read }: Compared): Promise<readonly string[]> {
  let found: readonly string[] = ['the tower never came to rest'];
  for (let attempt = 0; attempt < 15; attempt += 1) {
    const asked = await snapshot();
    if (!asked.ok) return [`no snapshot: ${asked.problem.code}`];
    const stored = read();
    if (stored.events.at(-1)?.seq === asked.value.seq) {
      found = disagreements(asked.value, stored);
      if (found.length === 0) return [];
    }
    await pause(200);
  }
  return found;
}

/** Is an agent neither at work nor on its way? */
export const isQuiet = (status: string): boolean => status === 'idle' || status === 'stopped' || status === 'failed';

function describe({ tasks, instances, tower }: Snapshot): readonly string[] {
  const state = JSON.stringify({ paused: tower.paused, holds: tower.holds.length, storage: tower.storageProblem });
  return [
    ...tasks.filter(isOpenTask).map((task) => {
      const agent = instances.find(({ id }) => id === task.instanceId);
      const where = `${agent?.name ?? 'no agent'} is ${agent?.status ?? ''}, wanted ${agent?.wanted ?? ''}`;
      return `task ${task.id} is still ${task.status}: ${task.preview.slice(0, 80)}; ${where}; ${state}`;
    }),
    ...instances.filter(({ status }) => !isQuiet(status)).map(({ name, status }) => `${name} is still ${status}`),
  ];
}
