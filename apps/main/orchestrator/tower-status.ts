import { instanceStatuses, type InstanceStatus } from '../../shared/models/instance.ts';
import type { InstanceRecords } from './instance-records.ts';
import type { RequestBroker } from './request-broker.ts';
import type { TaskQueue } from './task-queue.ts';

export interface TowerStatus {
  /** How many instances are in each status. */
  readonly instances: Record<InstanceStatus, number>;
  readonly pendingTasks: number;
  readonly openRequests: number;
}

interface Counted {
  readonly records: InstanceRecords;
  readonly queue: TaskQueue;
  readonly requests: RequestBroker;
}

/** Counts what there is, in a few numbers. */
export function towerStatus({ records, queue, requests }: Counted): TowerStatus {
  const none = Object.fromEntries(instanceStatuses.map((status) => [status, 0]));
  const instances = none as Record<InstanceStatus, number>;
  for (const { status } of records.all()) instances[status] += 1;
  const pendingTasks = queue.open().filter((task) => task.status === 'queued').length;
  return { instances, pendingTasks, openRequests: requests.open().length };
}
