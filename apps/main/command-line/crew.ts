import type { CallArguments, CallName, CallOutput } from '../../shared/contract/calls.ts';
import type { DurableEvent } from '../../shared/contract/events.ts';
import type { Instance, InstanceDraft } from '../../shared/models/instance.ts';
import type { Problem, Result } from '../../shared/models/problem.ts';
import type { Request } from '../../shared/models/request.ts';
import { isOpenTask, type Task } from '../../shared/models/task.ts';
import type { Tower } from '../tower.ts';
import type { PromptFile } from './prompt-files.ts';

/** How a file's task ended; `problem` says why it was not completed, as far as that is known. */
export interface FileOutcome {
  readonly completed: boolean;
  readonly problem: Problem | null;
}

/** What a crew tells while it works, beside the tower's own events. */
export interface CrewObserver {
  taskGiven(fileIndex: number, task: Task): void;
  /** @param task null when it never began */
  fileEnded(fileIndex: number, outcome: FileOutcome, task: Task | null): void;
}

const refusal =
  'Nobody is there to answer: this agent works unattended in "control-tower run". ' +
  'Go on without it, or end your turn and say what you would have needed.';
const caller = { id: 'run', watch: () => undefined };

/**
 * Instances made for one run, and the files that they work off: each takes the next file as soon as it is free. Whatever
 * they ask is denied, because nobody is there.
 */
export class Crew {
  readonly #tower: Pick<Tower, 'bus' | 'handlers'>;
  readonly #observer: CrewObserver;
  /** The newest version of each of the crew's instances. */
  readonly #instances = new Map<string, Instance>();
  readonly #ended = new Map<string, Task>();
  /** Called when something happened that a worker may wait for. */
  readonly #waiting = new Set<() => void>();
  readonly #unsubscribe: () => void;

  constructor(tower: Pick<Tower, 'bus' | 'handlers'>, observer: CrewObserver) {
    this.#tower = tower;
    this.#observer = observer;
    this.#unsubscribe = tower.bus.onAny((event) => {
      this.#hear(event);
      // Several events may belong to one moment: nobody judges, and nobody answers, before all of them were told.
      setImmediate(() => {
        for (const check of this.#waiting) check();
      });
    });
  }

  /** @returns how each file ended, in their order; `size` agents at most work at the same time */
  async work(files: readonly PromptFile[], draft: InstanceDraft, size: number): Promise<readonly FileOutcome[]> {
    const outcomes = new Array<FileOutcome>(files.length).fill({ completed: false, problem: null });
    const end = (index: number, outcome: FileOutcome, task: Task | null): void => {
      outcomes[index] = outcome;
      this.#observer.fileEnded(index, outcome, task);
    };
    const queue = [...files.entries()];
    const workers: string[] = [];
    for (let count = 0; count < Math.min(size, files.length); count += 1) {
      const created = await this.#call('instance.create', draft);
      if (!created.ok) {
        for (const [index] of queue) end(index, { completed: false, problem: created.problem }, null);
        return outcomes;
      }
      this.#instances.set(created.value.instance.id, created.value.instance);
      workers.push(created.value.instance.id);
    }
    await Promise.all(
      workers.map(async (instanceId) => {
        for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
          const [index, file] = next;
          const { outcome, task } = await this.#do(instanceId, index, file);
          end(index, outcome, task);
        }
      }),
    );
    return outcomes;
  }

  /** Hears and answers nothing more. */
  close(): void {
    this.#unsubscribe();
  }

  async #do(instanceId: string, index: number, file: PromptFile): Promise<{ outcome: FileOutcome; task: Task | null }> {
    const options = { title: file.name.slice(0, 200) };
    const submitted = await this.#call('task.submit', { instanceId, prompt: file.prompt, options });
    if (!submitted.ok) return { outcome: { completed: false, problem: submitted.problem }, task: null };
    const { task } = submitted.value;
    this.#observer.taskGiven(index, task);
    let ended = await this.#end(task);
    // It may be the file before that brought the instance down, so it gets one more chance.
    if (ended === null && (await this.#startAgain(instanceId))) ended = await this.#end(task);
    if (ended !== null)
      return { outcome: { completed: ended.status === 'completed', problem: ended.problem }, task: ended };
    // The instance cannot work, so that its queue stands still: the task is taken out and the instance says why.
    const problem = this.#instances.get(instanceId)?.problem ?? null;
    await this.#call('task.cancel', { id: task.id });
    return { outcome: { completed: false, problem }, task: null };
  }

  async #startAgain(instanceId: string): Promise<boolean> {
    const started = await this.#call('instance.start', { id: instanceId });
    if (started.ok) this.#instances.set(instanceId, started.value.instance);
    return started.ok;
  }

  /** Waits for a task's end. @returns the ended task, or null when its instance failed before it came to it */
  #end(task: Task): Promise<Task | null> {
    return new Promise((resolve) => {
      const check = (): void => {
        const ended = this.#ended.get(task.id) ?? null;
        const instance = this.#instances.get(task.instanceId);
        const lost = instance?.status === 'failed' || (instance?.deletedAt ?? null) !== null;
        if (ended === null && !lost) return;
        this.#waiting.delete(check);
        resolve(ended);
      };
      this.#waiting.add(check);
      check();
    });
  }

  #hear(event: DurableEvent): void {
    if ('instance' in event.data) {
      if (this.#instances.has(event.data.instance.id)) this.#instances.set(event.data.instance.id, event.data.instance);
    } else if ('task' in event.data) {
      if (!isOpenTask(event.data.task)) this.#ended.set(event.data.task.id, event.data.task);
    } else if (event.type === 'request.opened') {
      const { request } = event.data;
      setImmediate(() => void this.#deny(request));
    }
  }

  async #deny(request: Request): Promise<void> {
    if (!this.#instances.has(request.instanceId)) return;
    const decision = { behavior: 'deny', message: refusal, interrupt: false } as const;
    await this.#call('request.answer', { id: request.id, decision });
  }

  async #call<N extends CallName>(name: N, input: CallArguments<N>): Promise<Result<CallOutput<N>>> {
    return this.#tower.handlers[name](input, caller);
  }
}
