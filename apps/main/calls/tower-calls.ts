import type { Diagnosis } from '../../shared/models/cli.ts';
import { part } from '../../shared/models/problem-parts.ts';
import { problem } from '../../shared/models/problem-words.ts';
import { fail, ok } from '../../shared/models/problem.ts';
import type { Desktop, Host } from '../../shared/models/tower.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { Handlers } from '../gateway/handlers.ts';
import { listDirectories } from '../host/list-directories.ts';
import { ProjectFiles } from '../host/project-files.ts';
import type { Doctor } from '../health/doctor.ts';
import type { InstanceManager } from '../orchestrator/instance-manager.ts';
import type { InstanceRecords } from '../orchestrator/instance-records.ts';
import type { OfferBook } from '../orchestrator/offer-book.ts';
import type { RequestBroker } from '../orchestrator/request-broker.ts';
import type { ResourceHistory } from '../orchestrator/resource-history.ts';
import type { Watchdog } from '../orchestrator/watchdog.ts';
import type { ResourceMonitor } from '../orchestrator/resource-monitor.ts';
import type { SettingsKeeper } from '../orchestrator/settings-keeper.ts';
import type { TaskQueue } from '../orchestrator/task-queue.ts';
import type { TowerControl } from '../orchestrator/tower-control.ts';
import type { Database } from '../persistence/database.ts';
import type { CallsOfOthers, InstanceCalls } from './instance-calls.ts';
import type { KeyCalls } from './key-calls.ts';
import type { RuleCalls } from './rule-calls.ts';
import { transcriptCalls, type TranscriptCallsOptions } from './transcript-calls.ts';

export interface TowerCallsOptions extends TranscriptCallsOptions {
  readonly bus: EventBus;
  readonly database: Database;
  readonly manager: InstanceManager;
  readonly records: InstanceRecords;
  readonly queue: TaskQueue;
  readonly requests: RequestBroker;
  readonly settings: SettingsKeeper;
  readonly control: TowerControl;
  readonly monitor: ResourceMonitor;
  readonly history: ResourceHistory;
  readonly watchdog: Pick<Watchdog, 'evidence'>;
  readonly offers: OfferBook;
  readonly host: Host;
  readonly diagnose: (claudePath: string | undefined) => Promise<Diagnosis>;
  readonly doctor: Doctor;
  readonly chooseDirectory: (startIn: string | null) => Promise<string | null>;
  readonly openInstanceWindow: (instanceId: string) => void;
  readonly desktop: () => Desktop | null;
}

/** So many files are offered for what is typed. */
const maxFound = 50;
/** How many ended tasks a window is given to begin with. */
const recentTasks = 200;
/** More missed events than this are dearer than a new snapshot. */
const maxMissed = 5000;

/** The calls on the tower as a whole, and everything that is read from the database. */
export function towerCalls(
  options: TowerCallsOptions,
): Omit<Handlers, Exclude<keyof InstanceCalls, CallsOfOthers> | keyof KeyCalls | keyof RuleCalls> {
  const { bus, database, manager, records, queue, requests, settings, control, offers, host } = options;
  const files = new ProjectFiles();
  return {
    'tower.pause': () => {
      const paused = control.setPaused(true);
      return paused.ok ? ok({}) : paused;
    },
    'tower.release': ({ holdId }) => manager.release(holdId),
    'tower.resume': () => {
      const resumed = control.setPaused(false);
      return resumed.ok ? ok({}) : resumed;
    },
    'tower.snapshot': () => {
      // What is in memory may be newer than what is written. Events are numbered as of the writing: those that come after
      // it bring the same records again, and transcripts can be read only so far.
      bus.flush();
      const predecessors = queue.predecessors();
      const named = new Set(predecessors.map(({ id }) => id));
      const recent = database.tasks.recentlyEnded(recentTasks).filter(({ id }) => !named.has(id));
      return ok({
        seq: database.lastSeq,
        host,
        tower: control.state,
        settings: settings.current,
        instances: records.all(),
        // Why a task waits can be told only with those that it waits for, however long ago they ended.
        tasks: [...queue.open(), ...predecessors, ...recent],
        requests: requests.open(),
        resources: options.monitor.latest,
      });
    },
    'tower.eventsSince': ({ seq }) => {
      bus.flush();
      const few = seq <= database.lastSeq && database.lastSeq - seq <= maxMissed;
      const events = few ? database.events.since(seq, maxMissed) : [];
      // They may have been too many bytes.
      const complete = few && (seq === database.lastSeq || events.at(-1)?.seq === database.lastSeq);
      return ok({ complete, events: complete ? events : [] });
    },
    'tower.status': () => ok(manager.getStatus()),
    'settings.update': (patch) => {
      const updated = settings.update(patch);
      return updated.ok ? ok({ settings: updated.value }) : updated;
    },
    'instance.evidence': ({ id }) => {
      const found = records.find(id);
      return found.ok ? ok({ evidence: options.watchdog.evidence(id) }) : found;
    },
    'resource.history': ({ id }) => {
      const found = records.find(id);
      return found.ok ? ok({ points: options.history.of(id) }) : found;
    },
    'transcript.watch': ({ instanceIds }, caller) => {
      caller.watch(instanceIds, manager.openBlocks(instanceIds));
      return ok({});
    },
    ...transcriptCalls(options),
    'task.prompt': ({ id }) => {
      const prompt = database.prompts.text(id);
      return prompt === null ? fail(problem('task.notFound')) : ok({ prompt });
    },
    'task.history': (query) => {
      bus.flush();
      return ok({ tasks: database.tasks.history(query) });
    },
    'attachment.data': ({ id }) => {
      const found = database.prompts.attachment(id);
      if (found === null) return fail(problem('input.invalid', { what: part('noAttachment') }));
      return ok({ attachment: found.attachment, data: Buffer.from(found.data).toString('base64') });
    },
    'log.read': ({ instanceId, limit }) => {
      const lines = manager.getLogs(instanceId, limit);
      return lines.ok ? ok({ lines: lines.value }) : lines;
    },
    'cli.offer': ({ launcher, refresh }) => offers.get(launcher, refresh),
    'cli.diagnose': async ({ claudePath }) => ok(await options.diagnose(claudePath)),
    'tower.doctor': async () => ok(await options.doctor.examine()),
    'directory.list': async ({ path, hidden }) => ok(await listDirectories(path, host.homeDirectory, hidden ?? false)),
    'file.find': async ({ instanceId, query }) => {
      const found = records.find(instanceId);
      return found.ok ? ok({ paths: await files.find(found.value.directory, query, maxFound) }) : found;
    },
    'host.openInstanceWindow': ({ id }) => {
      const found = records.find(id);
      if (!found.ok) return found;
      options.openInstanceWindow(id);
      return ok({});
    },
    'host.desktop': () => ok({ desktop: options.desktop() }),
    'host.chooseDirectory': async ({ startIn }) => ok({ path: await options.chooseDirectory(startIn) }),
  };
}
