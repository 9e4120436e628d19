import { randomUUID } from 'node:crypto';
import type { Delta } from '../../shared/contract/events.ts';
import type { Instance, InstanceDraft, InstancePatch } from '../../shared/models/instance.ts';
import { problem } from '../../shared/models/problem-words.ts';
import { fail, ok, type Problem, type Result } from '../../shared/models/problem.ts';
import type { Decision, Request } from '../../shared/models/request.ts';
import type { Settings } from '../../shared/models/settings.ts';
import type { Recovery } from '../../shared/models/stall.ts';
import type { Task, TaskOptions } from '../../shared/models/task.ts';
import type { LogLine, TowerState } from '../../shared/models/tower.ts';
import type { EventBus } from '../events/event-bus.ts';
import { CutTasks } from './cut-tasks.ts';
import { Dispatcher } from './dispatcher.ts';
import { changesOf, checkDirectory, newInstance, settingsOfDraft } from './instance-draft.ts';
import type { HoldBook } from './hold-book.ts';
import { InstanceForks, type TranscriptPages } from './instance-forks.ts';
import type { InstanceRecords } from './instance-records.ts';
import type { InstanceRuntimeOptions } from './instance-runtime.ts';
import { InstanceRuntimes } from './instance-runtimes.ts';
import { InstanceSwitch } from './instance-switch.ts';
import type { RequestBroker } from './request-broker.ts';
import { TaskDesk } from './task-desk.ts';
import type { TaskChange, TaskQueue } from './task-queue.ts';
import { towerStatus, type TowerStatus } from './tower-status.ts';
import { TurnRecovery, type Recovered } from './turn-recovery.ts';
import type { WatchedTurn } from './watchdog.ts';

export interface InstanceManagerOptions {
  readonly bus: EventBus;
  readonly records: InstanceRecords;
  readonly queue: TaskQueue;
  readonly requests: RequestBroker;
  readonly holds: HoldBook;
  readonly runtime: Omit<InstanceRuntimeOptions, 'bus' | 'records' | 'queue' | 'requests' | 'holds' | 'now'>;
  readonly pages: TranscriptPages;
  readonly settings: () => Settings;
  readonly tower: () => TowerState;
  /** Has the computer too little memory left for a new turn? Asked only when there is one to begin. */
  readonly memoryIsShort: () => boolean;
  readonly readLog: (instanceId: string, limit: number) => readonly LogLine[];
  readonly home: string;
  readonly now: () => number;
}

/** How many instances there may be; a list, not a farm. */
const maxInstances = 2000;

/**
 * What can be done with instances: creates them, brings them up and down, and hands their tasks and questions to those who
 * see to them. Every change of state is an event.
 */
export class InstanceManager {
  readonly #options: InstanceManagerOptions;
  readonly #runtimes: InstanceRuntimes;
  readonly #cut: CutTasks;
  readonly #dispatcher: Dispatcher;
  readonly #desk: TaskDesk;
  readonly #switch: InstanceSwitch;
  readonly #recovery: TurnRecovery;
  readonly #forks: InstanceForks;
  #stopping = false;

  constructor(options: InstanceManagerOptions) {
    this.#options = options;
    const { bus, queue, records, requests, holds, now, runtime, pages, settings, tower, memoryIsShort } = options;
    this.#runtimes = new InstanceRuntimes({ ...runtime, bus, records, queue, requests, holds, now });
    const runtimes = this.#runtimes;
    this.#dispatcher = new Dispatcher({ bus, records, queue, holds, runtimes, settings, tower, memoryIsShort });
    this.#cut = new CutTasks({
      bus,
      findEnded: (id) => queue.findEnded(id),
      findInstance: (id) => records.find(id),
      resume: (id) => void this.resumeTask(id),
    });
    this.#desk = new TaskDesk({ bus, records, queue, runtimes, cut: this.#cut });
    this.#switch = new InstanceSwitch({ bus, records, runtimes, cut: this.#cut, now });
    this.#recovery = new TurnRecovery({ records, runtimes, cut: this.#cut });
    this.#forks = new InstanceForks({ bus, records, pages, now });
  }

  /**
   * Puts right what an earlier tower left in the records, and begins to serve the queue.
   * @param reached the tasks of the turns that were open when it ended
   */
  start(reached: ReadonlySet<string> = new Set()): void {
    const { records, queue } = this.#options;
    records.recover();
    for (const { id } of queue.recover(reached)) this.#cut.goOn(id);
    this.#dispatcher.start();
  }

  /** Ends every process, all at the same time. Takes no more work; what is queued stays queued. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#options.queue.close();
    this.#options.holds.close();
    this.#cut.close();
    this.#desk.close();
    this.#switch.close();
    this.#recovery.stop();
    this.#dispatcher.stop();
    // One that has failed has no process, and its failure is still to be seen after the next start.
    const up = this.#runtimes.all().filter(({ state }) => state.phase !== 'failed');
    await Promise.all(up.map((runtime) => runtime.stop()));
  }

  async createInstance(draft: InstanceDraft): Promise<Result<Instance>> {
    const refusal = this.#refusal();
    if (refusal !== null) return fail(refusal);
    const directory = await checkDirectory(draft.directory, this.#options.home);
    if (!directory.ok) return directory;
    const settings = settingsOfDraft({ ...draft, directory: directory.value }, this.#options.settings());
    return this.#options.records.add(newInstance(randomUUID(), settings, this.#options.now()));
  }

  /**
   * Makes an instance that knows what another one knew at a place of its transcript, and goes on by itself.
   * @param entrySeq the number of an answer, a tool, or a prompt, before which it then begins; null for all that was said
   */
  forkInstance(id: string, entrySeq: number | null, name?: string): Result<Instance> {
    const refusal = this.#refusal();
    return refusal === null ? this.#forks.fork(id, entrySeq, name) : fail(refusal);
  }

  /** Changes an instance. Model and mode hold at once where the CLI can; the rest from the next start on. */
  async updateInstance(id: string, patch: InstancePatch): Promise<Result<Instance>> {
    const before = this.#options.records.find(id);
    if (!before.ok) return before;
    const directory = patch.directory === undefined ? null : await checkDirectory(patch.directory, this.#options.home);
    if (directory?.ok === false) return directory;
    const change = changesOf(directory === null ? patch : { ...patch, directory: directory.value });
    const after = this.#options.records.changeNow(id, 'instance.updated', change);
    if (after.ok) await this.#runtimes.find(id)?.applyLive(before.value, after.value);
    return after;
  }

  /** Brings an instance up; without effect when it is up. It answers at once; `instance.started` or `.failed` follow. */
  startInstance(id: string): Result<Instance> {
    return this.#switch.start(id);
  }

  /** Ends an instance. Settles when its whole process tree is gone; its queue is kept. */
  stopInstance(id: string): Promise<Result<Instance>> {
    return this.#switch.stop(id);
  }

  restartInstance(id: string): Promise<Result<Instance>> {
    return this.#switch.restart(id);
  }

  /** Aborts the open turn; the instance stays up. */
  interrupt(id: string): Result<Instance> {
    const found = this.#options.records.find(id);
    if (!found.ok) return found;
    this.#cut.leave(id);
    const done = this.#runtimes.find(id)?.stopTurn({ kind: 'interrupt' }) ?? false;
    return done ? found : fail(problem('instance.notRunning', { name: found.value.name }));
  }

  /** Aborts the open turn because it must not go on: it has failed, with this for a reason. Nothing without a turn. */
  abortTurn(id: string, why: Problem): void {
    this.#runtimes.find(id)?.stopTurn({ kind: 'hopeless', problem: why });
  }

  /** The turns that are open now, for whoever watches them. */
  openTurns(): readonly WatchedTurn[] {
    return this.#runtimes.all().flatMap((runtime) => runtime.watched() ?? []);
  }

  /**
   * Does something about a turn that does not go on; its task then goes on in its conversation.
   * @returns for `check`, whether the CLI answers; for others null
   */
  recover(id: string, how: Recovery): Promise<Result<Recovered>> {
    return this.#recovery.recover(id, how);
  }

  /** Ends an instance and puts it away; it can be restored until it is purged. Its queued tasks wait with it. */
  deleteInstance(id: string): Promise<Result<Instance>> {
    return this.#switch.remove(id);
  }

  restoreInstance(id: string): Result<Instance> {
    const instance = this.#options.records.deleted().find((deleted) => deleted.id === id);
    if (instance === undefined) return this.#options.records.find(id);
    return this.#options.records.changeNow(id, 'instance.restored', { deletedAt: null });
  }

  /** Holds an instance's queue, or serves it again. */
  pauseInstance(id: string, paused: boolean): Result<Instance> {
    const found = this.#options.records.find(id);
    if (!found.ok || found.value.paused === paused) return found;
    return this.#options.records.changeNow(id, 'instance.updated', { paused });
  }

  /** Forgets the conversation; the transcript stays. An idle instance is brought up again with a new one. */
  newSession(id: string): Promise<Result<Instance>> {
    return this.#switch.newSession(id);
  }

  /** Takes a prompt. It is stored when this returns a task; an instance that is down is brought up for it. */
  submitTask(instanceId: string, prompt: string, options: TaskOptions = {}): Result<Task> {
    return this.#desk.submit(instanceId, prompt, options);
  }

  /** Changes a task that still waits. */
  updateTask(id: string, change: TaskChange): Result<Task> {
    return this.#desk.update(id, change);
  }

  /** Queues an ended task again. */
  retryTask(id: string): Result<Task> {
    return this.#desk.retry(id);
  }

  /** Queues a task that was cut off or failed, to go on in the conversation that it was part of. */
  resumeTask(id: string): Result<Task> {
    return this.#desk.resume(id);
  }

  /** Puts a queued task before another one, or last of its priority, of its own instance or of another. */
  moveTask(id: string, beforeId: string | null, instanceId?: string): Result<Task> {
    return this.#desk.move(id, beforeId, instanceId);
  }

  /** Takes a queued task out, or aborts a running one, which is then cancelled when its turn has ended. */
  cancelTask(id: string): Result<Task> {
    return this.#desk.cancel(id);
  }

  answerRequest(id: string, decision: Decision): Result<Request> {
    const answered = this.#options.requests.answer(id, decision);
    if (answered.ok) this.#runtimes.find(answered.value.instanceId)?.requestClosed(id);
    return answered;
  }

  /** Has tried at once what the API had refused. */
  release(holdId: string): Result<Readonly<Record<string, never>>> {
    return this.#options.holds.release(holdId) ? ok({}) : fail(problem('hold.over'));
  }

  /** What the agents of these instances are writing now, for a window that begins to look. */
  openBlocks(ids: readonly string[]): readonly Delta[] {
    return ids.flatMap((id) => this.#runtimes.find(id)?.openBlocks() ?? []);
  }

  getStatus(): TowerStatus {
    return towerStatus(this.#options);
  }

  /** What an instance's processes wrote to stderr, and what became of them. @param limit the newest so many lines */
  getLogs(id: string, limit = 500): Result<readonly LogLine[]> {
    const found = this.#options.records.find(id);
    return found.ok ? ok(this.#options.readLog(id, limit)) : found;
  }

  /** Looks soon what can be done next. Cheap to call. */
  pump(): void {
    this.#dispatcher.pump();
  }

  /** Why there can be no further instance now; null when there can. */
  #refusal(): Problem | null {
    if (this.#stopping) return problem('tower.stopping');
    const count = this.#options.records.all().length;
    return count >= maxInstances ? problem('instance.limit', { count }) : null;
  }
}
