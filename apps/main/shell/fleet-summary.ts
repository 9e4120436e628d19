import type { Instance, InstanceStatus } from '../../shared/models/instance.ts';
import { asLaid, type Laying } from '../../shared/models/instance-order.ts';
import type { Request } from '../../shared/models/request.ts';
import type { Task } from '../../shared/models/task.ts';
import type { TowerState } from '../../shared/models/tower.ts';

/** What the tray and the badge show of the whole, in one word; the first that fits of needsYou, error, working. */
export type FleetMood = 'idle' | 'working' | 'needsYou' | 'error';

export interface FleetRow {
  readonly id: string;
  readonly name: string;
  readonly status: InstanceStatus;
  readonly openRequests: number;
  readonly queued: number;
  /** Where it stands in the window's list: 0 is the first. */
  readonly place: number;
}

/** The fleet, as far as menus and notifications want to know it. */
export interface FleetSummary {
  readonly mood: FleetMood;
  readonly counts: Readonly<Record<InstanceStatus, number>>;
  readonly openRequests: number;
  readonly queued: number;
  readonly paused: boolean;
  /** When what the API refuses is tried again, in milliseconds since the epoch, the earliest first; some may have passed. */
  readonly heldUntil: readonly number[];
  /** How many agents would be interrupted if the tower closed now, those with work in the background among them. */
  readonly busy: number;
  /** Those that wait for a person first, longest waiting first; then the failed, the busy, the idle, the stopped. */
  readonly rows: readonly FleetRow[];
}

export interface FleetRecords {
  readonly instances: Iterable<Instance>;
  readonly tasks: Iterable<Task>;
  readonly requests: Iterable<Request>;
  readonly tower: TowerState;
  readonly settings: Laying;
}

const order: readonly InstanceStatus[] = ['waiting', 'failed', 'working', 'starting', 'stopping', 'idle', 'stopped'];

/** Sums up the records. Deleted instances, and what belongs to them, do not count. */
export function summarize({ instances, tasks, requests, tower, settings }: FleetRecords): FleetSummary {
  const present = [...instances].filter((instance) => instance.deletedAt === null);
  const ids = new Set(present.map(({ id }) => id));
  const open = [...requests].filter((request) => request.status === 'open' && ids.has(request.instanceId));
  const queuedTasks = [...tasks].filter((task) => task.status === 'queued' && ids.has(task.instanceId));
  const counts: Record<InstanceStatus, number> = {
    stopped: 0,
    starting: 0,
    idle: 0,
    working: 0,
    waiting: 0,
    stopping: 0,
    failed: 0,
  };
  for (const { status } of present) counts[status] += 1;

  const waitingSince = new Map<string, number>();
  for (const { instanceId, openedAt } of open) {
    waitingSince.set(instanceId, Math.min(openedAt, waitingSince.get(instanceId) ?? Infinity));
  }
  const since = (instance: Instance): number => waitingSince.get(instance.id) ?? Infinity;
  const rank = (instance: Instance): number => (waitingSince.has(instance.id) ? 0 : order.indexOf(instance.status));
  const places = new Map(asLaid(present, settings).map(({ id }, place) => [id, place]));
  const rows = present
    .sort((a, b) => rank(a) - rank(b) || compare(since(a), since(b)) || a.createdAt - b.createdAt)
    .map(({ id, name, status }) => ({
      id,
      name,
      status,
      openRequests: open.filter((request) => request.instanceId === id).length,
      queued: queuedTasks.filter((task) => task.instanceId === id).length,
      place: places.get(id) ?? present.length,
    }));
  const { paused, holds, storageProblem } = tower;
  const heldUntil = holds.map(({ until }) => until).sort((a, b) => a - b);
  const isError = storageProblem !== null || counts.failed > 0 || present.some(({ stall }) => stall !== null);
  const mood = open.length > 0 ? 'needsYou' : isError ? 'error' : counts.working > 0 ? 'working' : 'idle';
  const busy = present.filter(({ status, backgroundTasks }) => isBusy(status, backgroundTasks)).length;
  return { mood, counts, busy, openRequests: open.length, queued: queuedTasks.length, paused, heldUntil, rows };
}

/** A turn is open, or something that outlives turns runs in the background. */
function isBusy(status: InstanceStatus, backgroundTasks: number): boolean {
  return status === 'working' || status === 'waiting' || (status === 'idle' && backgroundTasks > 0);
}

/** Infinity from infinity is not a number. */
const compare = (a: number, b: number): number => (a === b ? 0 : a - b);
