import { isDeepStrictEqual } from 'node:util';
import type { Database } from '../../../../apps/main/persistence/database.ts';
import type { DurableEvent } from '../../../../apps/shared/contract/events.ts';
import type { Instance } from '../../../../apps/shared/models/instance.ts';
import type { Request } from '../../../../apps/shared/models/request.ts';
import { isHeldBack } from '../../../../apps/shared/models/task-after.ts';
import { isOpenTask, type Task } from '../../../../apps/shared/models/task.ts';
import type { TowerState } from '../../../../apps/shared/models/tower.ts';
import type { Turn } from '../../../../apps/shared/models/turn.ts';
import { statusSteps } from '../../../support/status-steps.ts';

const first = { instance: 'stopped', task: 'queued', turn: 'open', request: 'open' } as const;

type Kind = keyof typeof statusSteps;
interface Kept {
  readonly id: string;
  readonly status: string;
}

/** What memory says that there is. */
export interface InMemory {
  readonly instances: readonly Instance[];
  readonly tasks: readonly Task[];
  readonly requests: readonly Request[];
  readonly tower: TowerState;
}

/** The state that events alone make, beginning with what was stored: a window's state, and the database's. */
export class Replay {
  readonly instances = new Map<string, Instance>();
  readonly tasks = new Map<string, Task>();
  readonly turns = new Map<string, Turn>();
  readonly requests = new Map<string, Request>();
  #tower: TowerState;
  /** Nothing that an earlier tower left is followed step by step: it is put right. */
  #isFollowing = false;
  readonly #onFault: (fault: string) => void;

  constructor(database: Database, tower: TowerState, onFault: (fault: string) => void) {
    for (const one of database.instances.all()) this.instances.set(one.id, one);
    for (const one of database.tasks.open()) this.tasks.set(one.id, one);
    for (const one of database.tasks.recentlyEnded(1000)) this.tasks.set(one.id, one);
    for (const one of database.turns.open()) this.turns.set(one.id, one);
    for (const one of database.requests.open()) this.requests.set(one.id, one);
    this.#tower = tower;
    this.#onFault = onFault;
  }

  /** From now on every step must be a legal one. */
  follow(): void {
    this.#isFollowing = true;
  }

  take({ data }: DurableEvent): void {
    if ('instance' in data) this.#put('instance', this.instances, data.instance);
    else if ('task' in data) this.#putTask(data.task);
    else if ('turn' in data) this.#put('turn', this.turns, data.turn);
    else if ('request' in data) this.#put('request', this.requests, data.request);
    else if ('tower' in data) this.#tower = data.tower;
  }

  /** In what memory differs from what the events say. */
  differences(memory: InMemory): readonly string[] {
    const kept = [...this.instances.values()].filter(({ deletedAt }) => deletedAt === null);
    const openRequests = [...this.requests.values()].filter(({ status }) => status === 'open');
    return [
      ...compare('instance', memory.instances, kept),
      ...compare('task', memory.tasks, [...this.tasks.values()].filter(isOpenTask)),
      ...compare('request', memory.requests, openRequests),
      ...(isDeepStrictEqual(memory.tower.holds, this.#tower.holds) ? [] : ['no event told of the holds']),
      ...(memory.tower.paused === this.#tower.paused ? [] : ['no event told of the pause']),
    ];
  }

  #putTask(task: Task): void {
    const before = this.tasks.get(task.id);
    if (task.status === 'running' && before !== undefined && isHeldBack(before, (id) => this.tasks.get(id))) {
      this.#onFault(`task ${task.id} was served before what it is to run after`);
    }
    this.#put('task', this.tasks, task);
  }

  #put<T extends Kept>(kind: Kind, records: Map<string, T>, record: T): void {
    const before = records.get(record.id)?.status ?? null;
    records.set(record.id, record);
    if (!this.#isFollowing || before === record.status) return;
    const next: readonly string[] =
      before === null ? [first[kind]] : ((statusSteps[kind] as Record<string, readonly string[]>)[before] ?? []);
    if (!next.includes(record.status)) {
      this.#onFault(`${kind} ${record.id} went from ${before ?? 'nothing'} to ${record.status}`);
    }
  }
}

function compare<T extends { readonly id: string }>(what: string, memory: readonly T[], told: readonly T[]): string[] {
  const byId = new Map(told.map((one) => [one.id, one]));
  const missing =
    memory.length === told.length ? [] : [`${String(memory.length)} of ${what}, told: ${String(told.length)}`];
  return [
    ...missing,
    ...memory.flatMap((one) => {
      const same = byId.get(one.id);
      return same === one || isDeepStrictEqual(same, one) ? [] : [`${what} ${one.id} is not as the events say`];
    }),
  ];
}
