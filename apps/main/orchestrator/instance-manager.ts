import { randomUUID } from 'node:crypto';
import type { Delta } from '../../shared/contract/events.ts';
import type { Instance, InstanceDraft, InstancePatch, InstanceStatus } from '../../shared/models/instance.ts';
import { instanceStatuses } from '../../shared/models/instance.ts';
import { problem } from '../../shared/models/problem-words.ts';
import { fail, ok, type Problem, type Result } from '../../shared/models/problem.ts';
import type { Decision, Request } from '../../shared/models/request.ts';
import type { Settings } from '../../shared/models/settings.ts';
import type { Recovery } from '../../shared/models/stall.ts';
import type { Task, TaskOptions } from '../../shared/models/task.ts';
import type { LogLine, TowerState } from '../../shared/models/tower.ts';
import type { EventBus } from '../events/event-bus.ts';
import { CutTasks } from './cut-tasks.ts';
import { changesOf, checkDirectory, newInstance, settingsOfDraft } from './instance-draft.ts';
import type { HoldBook } from './hold-book.ts';
import type { InstanceRecords } from './instance-records.ts';
import { InstanceRuntime, type InstanceRuntimeOptions } from './instance-runtime.ts';
import type { RequestBroker } from './request-broker.ts';
import { schedule } from './scheduler.ts';
import type { TaskQueue } from './task-queue.ts';
import type { WatchedTurn } from './watchdog.ts';

export interface InstanceManagerOptions {
  readonly bus: EventBus;
  readonly records: InstanceRecords;
  readonly queue: TaskQueue;
  readonly requests: RequestBroker;
  readonly holds: HoldBook;
  readonly runtime: Omit<InstanceRuntimeOptions, 'bus' | 'records' | 'queue' | 'requests' | 'holds' | 'now'>;
  readonly settings: () => Settings;
  readonly tower: () => TowerState;
  /** Has the computer too little memory left for a new turn? Asked only when there is one to begin. */
  readonly memoryIsShort: () => boolean;
  readonly readLog: (instanceId: string, limit: number) => readonly LogLine[];
  readonly home: string;
  readonly now: () => number;
}

export interface TowerStatus {
  readonly instances: Record<InstanceStatus, number>;
  readonly pendingTasks: number;
  readonly openRequests: number;
}

/** How long a turn may go on after the interrupt by which it is to be recovered, in milliseconds. */
const notReactingMs = 12_000;
/** How many instances there may be; a list, not a farm. */
const maxInstances = 2000;

/** Creates instances, brings them up and down, and sees that each gets its tasks. Every change of state is an event. */
export class InstanceManager {
  readonly #options: InstanceManagerOptions;
  readonly #runtimes = new Map<string, InstanceRuntime>();
  readonly #unsubscribe: (() => void)[] = [];
  readonly #cut: CutTasks;
  #pumpQueued = false;
  #stopping = false;

  constructor(options: InstanceManagerOptions) {
    this.#options = options;
    const { bus, queue, records } = options;
    this.#cut = new CutTasks({
      bus,
      findEnded: (id) => queue.findEnded(id),
      findInstance: (id) => records.find(id),
      resume: (id) => void this.resumeTask(id),
    });
  }

  /**
   * Puts right what an earlier tower left in the records, and begins to serve the queue.
   * @param reached the tasks of the turns that were open when it ended
   */
  start(reached: ReadonlySet<string> = new Set()): void {
    const { records, queue, bus } = this.#options;
    for (const instance of records.all()) {
      if (instance.status === 'stopped' || instance.status === 'failed') continue;
      const change = {
        status: 'stopped',
        pid: null,
        currentTaskId: null,
        backgroundTasks: 0,
        startedAt: null,
        stall: null,
      } as const;
      records.change(instance.id, 'instance.stopped', change);
    }
    for (const { id } of queue.recover(reached)) this.#cut.goOn(id);
    this.#unsubscribe.push(
      bus.onAny(({ type }) => {
        if (type !== 'transcript.appended') this.pump();
      }),
      bus.onStorageProblem(() => this.pump()),
    );
    this.pump();
  }

  /** Ends every process, all at the same time. Takes no more work; what is queued stays queued. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#options.queue.close();
    this.#options.holds.close();
    this.#cut.close();
    // One that has failed has no process, and its failure is still to be seen after the next start.
    const up = [...this.#runtimes.values()].filter(({ state }) => state.phase !== 'failed');
    await Promise.all(up.map((runtime) => runtime.stop()));
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
  }

  async createInstance(draft: InstanceDraft): Promise<Result<Instance>> {
    if (this.#stopping) return fail(problem('tower.stopping'));
    const count = this.#options.records.all().length;
    if (count >= maxInstances) return fail(problem('instance.limit', { count }));
    const directory = await checkDirectory(draft.directory, this.#options.home);
    if (!directory.ok) return directory;
    const settings = settingsOfDraft({ ...draft, directory: directory.value }, this.#options.settings());
    return this.#options.records.add(newInstance(randomUUID(), settings, this.#options.now()));
  }

  /** Changes an instance. Model and mode hold at once where the CLI can; the rest from the next start on. */
  async updateInstance(id: string, patch: InstancePatch): Promise<Result<Instance>> {
    const before = this.#options.records.find(id);
    if (!before.ok) return before;
    const directory = patch.directory === undefined ? null : await checkDirectory(patch.directory, this.#options.home);
    if (directory?.ok === false) return directory;
    const change = changesOf(directory === null ? patch : { ...patch, directory: directory.value });
    const after = this.#options.records.changeNow(id, 'instance.updated', change);
    if (after.ok) await this.#runtimes.get(id)?.applyLive(before.value, after.value);
    return after;
  }

  /** Brings an instance up; without effect when it is up. It answers at once; `instance.started` or `.failed` follow. */
  startInstance(id: string): Result<Instance> {
    if (this.#stopping) return fail(problem('tower.stopping'));
    const found = this.#options.records.find(id);
    if (!found.ok) return found;
    const { status, name } = found.value;
    if (status === 'stopping') return fail(problem('instance.busy', { name, status }));
    const wanted = this.#options.records.changeNow(id, 'instance.updated', { wanted: 'running' });
    if (!wanted.ok) return wanted;
    this.#runtime(id).start();
    return ok(this.#options.records.get(id));
  }

  /** Ends an instance. Settles when its whole process tree is gone; its queue is kept. */
  async stopInstance(id: string): Promise<Result<Instance>> {
    const found = this.#options.records.find(id);
    if (!found.ok) return found;
    // The wish counts even if it cannot be written: what runs must be stoppable with a full disk.
    if (found.value.wanted !== 'stopped') this.#options.records.change(id, 'instance.updated', { wanted: 'stopped' });
    const runtime = this.#runtimes.get(id);
    await runtime?.stop();
    // It failed under an earlier tower: there is nothing to end, but the failure has been seen.
    if (runtime === undefined && found.value.status === 'failed') {
      this.#options.records.change(id, 'instance.stopped', { status: 'stopped', problem: null });
    }
    return ok(this.#options.records.get(id));
  }

  async restartInstance(id: string): Promise<Result<Instance>> {
    const stopped = await this.stopInstance(id);
    return stopped.ok ? this.startInstance(id) : stopped;
  }

  /** Aborts the open turn; the instance stays up. */
  interrupt(id: string): Result<Instance> {
    const found = this.#options.records.find(id);
    if (!found.ok) return found;
    const done = this.#runtimes.get(id)?.stopTurn({ kind: 'interrupt' }) ?? false;
    return done ? found : fail(problem('instance.notRunning', { name: found.value.name }));
  }

  /** Aborts the open turn because it must not go on: it has failed, with this for a reason. Nothing without a turn. */
  abortTurn(id: string, why: Problem): void {
    this.#runtimes.get(id)?.stopTurn({ kind: 'hopeless', problem: why });
  }

  /** The turns that are open now, for whoever watches them. */
  openTurns(): readonly WatchedTurn[] {
    return [...this.#runtimes.values()].flatMap((runtime) => runtime.watched() ?? []);
  }

  /**
   * Does something about a turn that does not go on; its task then goes on in its conversation.
   * @returns for `check`, whether the CLI answers; for others null
   */
  async recover(id: string, how: Recovery): Promise<Result<{ instance: Instance; answers: boolean | null }>> {
    const found = this.#options.records.find(id);
    if (!found.ok) return found;
    const runtime = this.#runtimes.get(id);
    const turn = runtime?.watched() ?? null;
    if (runtime === undefined || turn === null) return fail(problem('instance.notRunning', { name: found.value.name }));
    if (how === 'check') return ok({ instance: found.value, answers: await runtime.answers() });
    if (turn.taskId !== null) this.#cut.expect(turn.taskId);
    if (how === 'interrupt') {
      runtime.stopTurn({ kind: 'interrupt' });
      // One that does not react is not waited for.
      setTimeout(() => {
        if (runtime.watched()?.turnId === turn.turnId) void this.recover(id, 'restart');
      }, notReactingMs).unref();
    } else {
      await runtime.stop();
      if (found.value.wanted === 'running' && !this.#stopping) runtime.start();
    }
    return ok({ instance: this.#options.records.get(id), answers: null });
  }

  /** Ends an instance and puts it away; it can be restored until it is purged. Its queued tasks wait with it. */
  async deleteInstance(id: string): Promise<Result<Instance>> {
    for (;;) {
      const stopped = await this.stopInstance(id);
      if (!stopped.ok) return stopped;
      // Work that was submitted while it ended may have brought it up again.
      if (stopped.value.status === 'stopped' || stopped.value.status === 'failed') break;
    }
    return this.#options.records.changeNow(id, 'instance.deleted', { deletedAt: this.#options.now() });
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
  async newSession(id: string): Promise<Result<Instance>> {
    const before = this.#options.records.find(id);
    if (!before.ok) return before;
    const wasIdle = before.value.status === 'idle';
    const found = wasIdle ? await this.stopInstance(id) : before;
    if (!found.ok) return found;
    const forgotten = this.#forgetSession(found.value);
    return forgotten.ok && wasIdle ? this.startInstance(id) : forgotten;
  }

  #forgetSession({ id, name, status }: Instance): Result<Instance> {
    if (status !== 'stopped' && status !== 'failed') return fail(problem('instance.busy', { name, status }));
    const fresh = { sessionId: null, sessionSaved: false, problem: null, status: 'stopped' } as const;
    if (status === 'failed') void this.#runtimes.get(id)?.stop();
    return this.#options.records.changeNow(id, 'instance.updated', fresh);
  }

  /** Takes a prompt. It is stored when this returns a task; an instance that is down is brought up for it. */
  submitTask(instanceId: string, prompt: string, options: TaskOptions = {}): Result<Task> {
    if (this.#stopping) return fail(problem('tower.stopping'));
    const found = this.#options.records.find(instanceId);
    if (!found.ok) return found;
    const task = this.#options.queue.submit(instanceId, prompt, options);
    if (task.ok) this.#want(found.value);
    return task;
  }

  /** Queues an ended task again. */
  retryTask(id: string): Result<Task> {
    if (this.#stopping) return fail(problem('tower.stopping'));
    const ended = this.#options.queue.findEnded(id);
    if (!ended.ok) return ended;
    const found = this.#options.records.find(ended.value.instanceId);
    if (!found.ok) return found;
    const task = this.#options.queue.retry(id);
    if (task.ok) this.#want(found.value);
    return task;
  }

  /** Queues a task that was cut off or failed, to go on in the conversation that it was part of. */
  resumeTask(id: string): Result<Task> {
    if (this.#stopping) return fail(problem('tower.stopping'));
    const ended = this.#options.queue.findEnded(id);
    if (!ended.ok) return ended;
    const found = this.#options.records.find(ended.value.instanceId);
    if (!found.ok) return found;
    const task = this.#options.queue.resume(id, found.value.sessionId);
    if (task.ok) this.#want(found.value);
    return task;
  }

  /** Takes a queued task out, or aborts a running one, which is then cancelled when its turn has ended. */
  cancelTask(id: string): Result<Task> {
    const task = this.#options.queue.find(id);
    if (!task.ok) return task;
    if (task.value.status === 'queued') return this.#options.queue.cancelQueued(id);
    this.#runtimes.get(task.value.instanceId)?.stopTurn({ kind: 'cancel' });
    return task;
  }

  answerRequest(id: string, decision: Decision): Result<Request> {
    const answered = this.#options.requests.answer(id, decision);
    if (answered.ok) this.#runtimes.get(answered.value.instanceId)?.requestClosed(id);
    return answered;
  }

  /** Has tried at once what the API had refused. */
  release(holdId: string): Result<Readonly<Record<string, never>>> {
    return this.#options.holds.release(holdId) ? ok({}) : fail(problem('hold.over'));
  }

  /** What the agents of these instances are writing now, for a window that begins to look. */
  openBlocks(ids: readonly string[]): readonly Delta[] {
    return ids.flatMap((id) => this.#runtimes.get(id)?.openBlocks() ?? []);
  }

  getStatus(): TowerStatus {
    const { records, queue, requests } = this.#options;
    const instances = Object.fromEntries(instanceStatuses.map((status) => [status, 0])) as Record<
      InstanceStatus,
      number
    >;
    for (const { status } of records.all()) instances[status] += 1;
    const pendingTasks = queue.open().filter((task) => task.status === 'queued').length;
    return { instances, pendingTasks, openRequests: requests.open().length };
  }

  /** What an instance's processes wrote to stderr, and what became of them. @param limit the newest so many lines */
  getLogs(id: string, limit = 500): Result<readonly LogLine[]> {
    const found = this.#options.records.find(id);
    return found.ok ? ok(this.#options.readLog(id, limit)) : found;
  }

  /** Looks soon what can be done next. Cheap to call. */
  pump(): void {
    if (this.#pumpQueued || this.#stopping) return;
    this.#pumpQueued = true;
    queueMicrotask(() => {
      this.#pumpQueued = false;
      this.#serve();
    });
  }

  #serve(): void {
    if (this.#stopping) return;
    const { records, queue, holds, bus, tower, settings } = this.#options;
    const instances = records.all();
    const heads = queue.heads();
    const steps = schedule({
      held: tower().paused || bus.storageProblem !== null,
      maxRunning: settings().maxRunning,
      working: instances.filter(({ status }) => status === 'working' || status === 'waiting').length,
      starting: instances.filter(({ status }) => status === 'starting').length,
      candidates: instances.flatMap((instance) => {
        const head = heads.get(instance.id);
        return head === undefined ? [] : [{ instance, head, held: holds.holding(instance) !== null }];
      }),
    });
    if (steps.length > 0 && this.#options.memoryIsShort()) return;
    for (const step of steps) {
      const runtime = this.#runtime(step.instanceId);
      if (step.kind === 'start') {
        runtime.start();
        continue;
      }
      const instance = records.get(step.instanceId);
      // One tries for all: the one before may be it.
      if (holds.holding(instance) !== null) continue;
      const task = queue.start(step.taskId, instance.sessionId);
      if (!task.ok) continue;
      holds.given(instance);
      runtime.give(task.value);
    }
  }

  /** A person has work for it: that is the wish to have it running. A failed one is given another chance. */
  #want(instance: Instance): void {
    if (instance.wanted !== 'running')
      this.#options.records.change(instance.id, 'instance.updated', { wanted: 'running' });
    if (instance.status === 'failed') this.#runtime(instance.id).start();
  }

  #runtime(id: string): InstanceRuntime {
    const present = this.#runtimes.get(id);
    if (present !== undefined) return present;
    const { bus, records, queue, requests, holds, now, runtime } = this.#options;
    const made = new InstanceRuntime(id, { ...runtime, bus, records, queue, requests, holds, now });
    this.#runtimes.set(id, made);
    return made;
  }
}
