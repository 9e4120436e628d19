import type { Instance } from '../../shared/models/instance.ts';
import { problem } from '../../shared/models/problem-words.ts';
import { fail, ok, type Result } from '../../shared/models/problem.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { CutTasks } from './cut-tasks.ts';
import type { InstanceRecords } from './instance-records.ts';
import type { InstanceRuntimes } from './instance-runtimes.ts';
import { TranscriptWriter } from './transcript-writer.ts';

export interface InstanceSwitchOptions {
  readonly bus: EventBus;
  readonly records: InstanceRecords;
  readonly runtimes: InstanceRuntimes;
  readonly cut: CutTasks;
  readonly now: () => number;
}

/** Brings instances up and down as a person orders it. Ending one takes time, and of several orders the last one counts. */
export class InstanceSwitch {
  readonly #options: InstanceSwitchOptions;
  readonly #latest = new Map<string, symbol>();
  #closed = false;

  constructor(options: InstanceSwitchOptions) {
    this.#options = options;
  }

  /** Brings nothing up any more. */
  close(): void {
    this.#closed = true;
  }

  /** Brings an instance up; without effect when it is up. It answers at once; `instance.started` or `.failed` follow. */
  start(id: string): Result<Instance> {
    if (this.#closed) return fail(problem('tower.stopping'));
    const { records, runtimes } = this.#options;
    const found = records.find(id);
    if (!found.ok) return found;
    const { status, name } = found.value;
    if (status === 'stopping') return fail(problem('instance.busy', { name, status }));
    const wanted = records.changeNow(id, 'instance.updated', { wanted: 'running' });
    if (!wanted.ok) return wanted;
    runtimes.get(id).start();
    return ok(records.get(id));
  }

  /** Ends an instance. Settles when its whole process tree is gone; its queue is kept. */
  async stop(id: string): Promise<Result<Instance>> {
    this.#order(id);
    return this.#end(id);
  }

  async restart(id: string): Promise<Result<Instance>> {
    const isLast = this.#order(id);
    const stopped = await this.#end(id);
    return stopped.ok && isLast() ? this.start(id) : stopped;
  }

  /** Ends an instance and puts it away; it can be restored until it is purged. Its queued tasks wait with it. */
  async remove(id: string): Promise<Result<Instance>> {
    const { records, now } = this.#options;
    this.#order(id);
    for (;;) {
      const stopped = await this.#end(id);
      if (!stopped.ok) return stopped;
      // Work that was submitted while it ended may have brought it up again.
      if (isDown(records.get(id))) return records.changeNow(id, 'instance.deleted', { deletedAt: now() });
    }
  }

  /** Forgets the conversation; the transcript stays. An idle instance is brought up again with a new one. */
  async newSession(id: string): Promise<Result<Instance>> {
    const { records } = this.#options;
    const before = records.find(id);
    if (!before.ok) return before;
    if (before.value.status !== 'idle') return this.#forgetSession(before.value);
    const isLast = this.#order(id);
    const stopped = await this.#end(id);
    if (!stopped.ok) return stopped;
    const forgotten = this.#forgetSession(records.get(id));
    return forgotten.ok && isLast() ? this.start(id) : forgotten;
  }

  async #end(id: string): Promise<Result<Instance>> {
    const { bus, records, runtimes, cut } = this.#options;
    const found = records.find(id);
    if (!found.ok) return found;
    // The wish counts even if it cannot be written: what runs must be stoppable with a full disk.
    if (found.value.wanted !== 'stopped') records.change(id, 'instance.updated', { wanted: 'stopped' });
    cut.leave(id);
    const runtime = runtimes.find(id);
    await runtime?.stop();
    // It failed under an earlier tower: there is nothing to end, but the failure has been seen.
    if (runtime === undefined && found.value.status === 'failed') {
      records.change(id, 'instance.stopped', { status: 'stopped', problem: null });
    }
    // Whoever is told that it is stopped must find it so after a crash.
    bus.flush();
    return ok(records.get(id));
  }

  #forgetSession({ id, name, status, sessionId, forkOf }: Instance): Result<Instance> {
    const { records, runtimes } = this.#options;
    if (status !== 'stopped' && status !== 'failed') return fail(problem('instance.busy', { name, status }));
    const none = { sessionId: null, sessionSaved: false, forkOf: null, context: null } as const;
    const fresh = { ...none, problem: null, status: 'stopped' } as const;
    if (status === 'failed') void runtimes.find(id)?.stop();
    const forgotten = records.changeNow(id, 'instance.updated', fresh);
    if (forgotten.ok && (sessionId !== null || forkOf !== null)) this.#tellForgotten(id);
    return forgotten;
  }

  #tellForgotten(id: string): void {
    const { bus, now } = this.#options;
    new TranscriptWriter(bus, id, now, () => ({ taskId: null, turnId: null })).notice({
      level: 'info',
      code: 'conversation.cleared',
      text: 'The conversation was cleared: the agent no longer knows what was said above.',
    });
  }

  /** Notes an order. @returns whether it is still the last one for its instance */
  #order(id: string): () => boolean {
    const order = Symbol(id);
    this.#latest.set(id, order);
    return () => this.#latest.get(id) === order;
  }
}

const isDown = ({ status }: Instance): boolean => status === 'stopped' || status === 'failed';
