import { isDeepStrictEqual } from 'node:util';
import { connect, type Sqlite } from '../../apps/main/persistence/sqlite.ts';
import type { CallOutput } from '../../apps/shared/contract/calls.ts';
import type { DurableEvent } from '../../apps/shared/contract/events.ts';
import type { Instance } from '../../apps/shared/models/instance.ts';
import type { Request } from '../../apps/shared/models/request.ts';
import { isOpenTask, type Task } from '../../apps/shared/models/task.ts';
import type { Turn } from '../../apps/shared/models/turn.ts';

type Snapshot = Pick<CallOutput<'tower.snapshot'>, 'instances' | 'tasks' | 'requests'>;

/** All records and events of a database, as they are on disk. */
export interface Stored {
  readonly instances: readonly Instance[];
  readonly tasks: readonly Task[];
  readonly turns: readonly Turn[];
  readonly requests: readonly Request[];
  readonly events: readonly DurableEvent[];
  readonly promptsOf: ReadonlySet<string>;
  /** How many processes the ledger has. */
  readonly processes: number;
}

/** Reads a database by a connection of its own, past the repositories. */
export function readStored(file: string): Stored {
  const sqlite = connect(file, 'read');
  try {
    return storedIn(sqlite);
  } finally {
    sqlite.close();
  }
}

/** Reads a database by a connection that is there, past the repositories. */
export function storedIn(sqlite: Sqlite): Stored {
  const texts = (sql: string): string[] => sqlite.prepare<[], string>(sql).pluck().all();
  const records = <T>(table: string): T[] => texts(`SELECT data FROM ${table}`).map((text) => JSON.parse(text) as T);
  return {
    instances: records('instances'),
    tasks: records('tasks'),
    turns: records('turns'),
    requests: records('requests'),
    events: texts(
      `SELECT json_object('seq', seq, 'at', at, 'type', type, 'data', json(data)) FROM events ORDER BY seq`,
    ).map((text) => JSON.parse(text) as DurableEvent),
    promptsOf: new Set(texts('SELECT task_id FROM prompts')),
    processes: texts('SELECT marker FROM processes').length,
  };
}

/** Everything in which memory and disk, or the records among themselves, contradict each other; empty when all is well. */
export function disagreements(snapshot: Snapshot, stored: Stored): readonly string[] {
  const kept = stored.instances.filter(({ deletedAt }) => deletedAt === null);
  return [
    ...compare('instance', snapshot.instances, kept),
    ...compare('open task', snapshot.tasks.filter(isOpenTask), stored.tasks.filter(isOpenTask)),
    ...compare('open request', snapshot.requests, stored.requests.filter(isOpen)),
    ...contradictions(stored),
  ];
}

/** What contradicts itself on disk. */
export function contradictions(stored: Stored): readonly string[] {
  return [...ofEvents(stored), ...ofTasks(stored), ...ofInstances(stored), ...ofRequests(stored)];
}

/** What must not be left on disk when the tower is closed. */
export function leftovers(stored: Stored): readonly string[] {
  const running = stored.tasks.filter((task) => isOpenTask(task) && task.status !== 'queued');
  return [
    ...contradictions(stored),
    ...stored.instances.filter((instance) => !isAtRest(instance)).map(({ id, status }) => `${id} is ${status}`),
    ...running.map(({ id, status }) => `task ${id} is ${status}`),
    ...stored.turns.filter(isOpen).map(({ id }) => `turn ${id} is open`),
    ...stored.requests.filter(isOpen).map(({ id }) => `request ${id} is open`),
    ...(stored.processes > 0 ? [`${String(stored.processes)} processes are in the ledger`] : []),
  ];
}

const isOpen = ({ status }: { readonly status: string }): boolean => status === 'open';
const isAtRest = ({ status }: Instance): boolean => status === 'stopped' || status === 'failed';

function compare<T extends { readonly id: string }>(what: string, memory: readonly T[], disk: readonly T[]): string[] {
  const onDisk = new Map(disk.map((record) => [record.id, record]));
  const inMemory = new Set(memory.map(({ id }) => id));
  return [
    ...disk.filter(({ id }) => !inMemory.has(id)).map(({ id }) => `${what} ${id} is only on disk`),
    ...memory.flatMap((record) => {
      const same = onDisk.get(record.id);
      if (same === undefined) return [`${what} ${record.id} is only in memory`];
      // The disk knows no undefined.
      const plain: unknown = JSON.parse(JSON.stringify(record));
      return isDeepStrictEqual(plain, same)
        ? []
        : [`${what} ${record.id} differs: ${JSON.stringify(record)} and on disk ${JSON.stringify(same)}`];
    }),
  ];
}

/** The numbers have no gap, and the newest event of each record is the record. */
function ofEvents({ events, ...stored }: Stored): string[] {
  const gaps = events.flatMap(({ seq }, index) => {
    const before = events[index - 1]?.seq;
    return before === undefined || seq === before + 1 ? [] : [`${String(before)} is followed by ${String(seq)}`];
  });
  const newest = new Map<string, unknown>();
  for (const { type, data } of events) {
    if (type === 'transcript.appended') continue;
    for (const record of Object.values(data) as { id?: string }[])
      if (record.id !== undefined) newest.set(record.id, record);
  }
  const all = [...stored.instances, ...stored.tasks, ...stored.turns, ...stored.requests];
  const stale = all.filter((record) => !isDeepStrictEqual(newest.get(record.id), record));
  return [...gaps, ...stale.map(({ id }) => `the newest event of ${id} is not its record`)];
}

function ofTasks({ tasks, instances, turns, promptsOf }: Stored): string[] {
  return tasks.flatMap((task) => {
    const faults: string[] = [];
    const instance = instances.find(({ id }) => id === task.instanceId);
    if (instance === undefined) faults.push('has no instance');
    if (!promptsOf.has(task.id)) faults.push('has no prompt');
    if (isOpenTask(task) !== (task.endedAt === null)) faults.push(`is ${task.status} with end ${String(task.endedAt)}`);
    if (task.status === 'running' || task.status === 'waiting') {
      if (instance?.currentTaskId !== task.id) faults.push('runs, and its instance does not know');
      if (!turns.some((turn) => turn.taskId === task.id && isOpen(turn))) faults.push('runs without a turn');
    }
    return faults.map((fault) => `task ${task.id} ${fault}`);
  });
}

function ofInstances({ instances, tasks, turns, requests }: Stored): string[] {
  return instances.flatMap((instance) => {
    const faults: string[] = [];
    const { id, status, pid, currentTaskId } = instance;
    const openTurns = turns.filter((turn) => turn.instanceId === id && isOpen(turn));
    if (openTurns.length > 1) faults.push('has two open turns');
    if (isAtRest(instance)) {
      if (pid !== null) faults.push(`is ${status} and has a process`);
      if (openTurns.length > 0) faults.push(`is ${status} and has an open turn`);
      if (currentTaskId !== null) faults.push(`is ${status} and has a task`);
    }
    if (status === 'waiting' && !requests.some((one) => one.instanceId === id && isOpen(one))) {
      faults.push('waits for nothing');
    }
    const current = tasks.find((task) => task.id === currentTaskId);
    if (currentTaskId !== null && (current === undefined || !isOpenTask(current)))
      faults.push('is at a task that ended');
    return faults.map((fault) => `instance ${id} ${fault}`);
  });
}

function ofRequests({ requests, instances }: Stored): string[] {
  return requests.filter(isOpen).flatMap(({ id, instanceId }) => {
    const instance = instances.find((one) => one.id === instanceId);
    return instance === undefined || isAtRest(instance) ? [`request ${id} is asked by nobody`] : [];
  });
}
