import type { Activity, DurableEvent, EventBatch, PassingEvent } from '../../shared/contract/events.ts';
import type { Instance } from '../../shared/models/instance.ts';
import type { Request } from '../../shared/models/request.ts';
import type { ResourceSample } from '../../shared/models/resources.ts';
import { defaultSettings, type Settings } from '../../shared/models/settings.ts';
import type { Task } from '../../shared/models/task.ts';
import type { Host, TowerState } from '../../shared/models/tower.ts';
import type { LinkState, Snapshot } from '../connection/tower-connection.ts';

/** Records by their id. */
export type ById<T> = Readonly<Record<string, T>>;

/** All that a window knows of the tower, transcripts aside. */
export interface FleetState {
  readonly link: LinkState;
  /** False until the first snapshot. */
  readonly loaded: boolean;
  readonly host: Host | null;
  readonly tower: TowerState;
  readonly settings: Settings;
  readonly instances: ById<Instance>;
  readonly tasks: ById<Task>;
  readonly requests: ById<Request>;
  readonly activities: ById<Activity>;
  /** What instances use; null while nothing has run. */
  readonly resources: ResourceSample | null;
  /** While the tower ends what runs: how many instances are still up, of how many. */
  readonly closing: { readonly remaining: number; readonly total: number } | null;
}

export const emptyFleet: FleetState = {
  link: 'connecting',
  loaded: false,
  host: null,
  tower: { paused: false, holds: [], storageProblem: null },
  settings: defaultSettings,
  instances: {},
  tasks: {},
  requests: {},
  activities: {},
  resources: null,
  closing: null,
};

const byId = <T extends { readonly id: string }>(records: readonly T[]): ById<T> =>
  Object.fromEntries(records.map((record) => [record.id, record]));

/** Begins anew from a snapshot. */
export function applySnapshot(state: FleetState, snapshot: Snapshot): FleetState {
  return {
    ...state,
    loaded: true,
    host: snapshot.host,
    tower: snapshot.tower,
    settings: snapshot.settings,
    instances: byId(snapshot.instances),
    tasks: byId(snapshot.tasks),
    requests: byId(snapshot.requests),
    activities: {},
    resources: snapshot.resources,
    closing: null,
  };
}

interface Draft {
  instances: Record<string, Instance> | null;
  tasks: Record<string, Task> | null;
  requests: Record<string, Request> | null;
  activities: Record<string, Activity> | null;
  tower: TowerState | null;
  settings: Settings | null;
  resources: ResourceSample | null;
  closing: FleetState['closing'];
}

/** Applies a batch: each durable event replaces one record, so a thousand of them cost one copy of each table touched. */
export function applyBatch(state: FleetState, batch: EventBatch): FleetState {
  const draft: Draft = {
    instances: null,
    tasks: null,
    requests: null,
    activities: null,
    tower: null,
    settings: null,
    resources: null,
    closing: null,
  };
  for (const event of batch.passing) applyPassing(state, draft, event);
  for (const event of batch.durable) applyDurable(state, draft, event);
  if (Object.values(draft).every((changed) => changed === null)) return state;
  return {
    ...state,
    instances: draft.instances ?? state.instances,
    tasks: draft.tasks ?? state.tasks,
    requests: draft.requests ?? state.requests,
    activities: draft.activities ?? state.activities,
    tower: draft.tower ?? state.tower,
    settings: draft.settings ?? state.settings,
    resources: draft.resources ?? state.resources,
    closing: draft.closing ?? state.closing,
  };
}

function applyPassing(state: FleetState, draft: Draft, event: PassingEvent): void {
  if (event.type === 'tower.closing') draft.closing = event.data;
  if (event.type === 'tower.storage')
    draft.tower = { ...(draft.tower ?? state.tower), storageProblem: event.data.problem };
  if (event.type === 'tower.sampled') draft.resources = event.data;
  if (event.type !== 'instance.activity') return;
  draft.activities ??= { ...state.activities };
  draft.activities[event.data.instanceId] = event.data.activity;
}

function applyDurable(state: FleetState, draft: Draft, event: DurableEvent): void {
  const { data } = event;
  if ('instance' in data) {
    draft.instances ??= { ...state.instances };
    draft.instances[data.instance.id] = data.instance;
    const { status } = data.instance;
    if (status !== 'working' && status !== 'waiting' && state.activities[data.instance.id] !== undefined) {
      const activities = draft.activities ?? state.activities;
      draft.activities = Object.fromEntries(Object.entries(activities).filter(([id]) => id !== data.instance.id));
    }
  } else if ('task' in data) {
    draft.tasks ??= { ...state.tasks };
    draft.tasks[data.task.id] = data.task;
  } else if ('request' in data) {
    draft.requests ??= { ...state.requests };
    draft.requests[data.request.id] = data.request;
  } else if ('tower' in data) draft.tower = data.tower;
  else if ('settings' in data) draft.settings = data.settings;
}
