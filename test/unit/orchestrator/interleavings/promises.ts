import type { Result } from '../../../../apps/shared/models/problem.ts';
import { isOpenTask, type Task } from '../../../../apps/shared/models/task.ts';
import type { Prompted } from './played-cli.ts';
import type { Replay } from './replay.ts';

interface Work {
  readonly taskId: string;
  /** How often the whole prompt may reach a CLI: once, and once more each time that a person wants it run again. */
  mayRun: number;
  ran: number;
}

interface Wish {
  readonly wants: 'up' | 'down';
  /** For `down`: it was acknowledged. */
  isKept: boolean;
}

/** What the person wanted and was promised, as a person remembers it. */
export class Promises {
  readonly #work = new Map<number, Work>();
  readonly #wishes = new Map<string, Wish>();
  /** Tasks that were given up; true: for good at once, for they had not begun. */
  readonly #cancelled = new Map<string, boolean>();
  readonly #calls = new Set<string>();
  readonly #onFault: (fault: string) => void;
  #called = 0;

  constructor(onFault: (fault: string) => void) {
    this.#onFault = onFault;
  }

  /** The text of the next prompt, by which it is known again. */
  nextPrompt(): { readonly number: number; readonly text: string } {
    const number = this.#work.size + 1;
    return { number, text: `work ${String(number)}.` };
  }

  submitted(number: number, task: Task): void {
    this.#work.set(number, { taskId: task.id, mayRun: 1, ran: 0 });
    this.wants(task.instanceId, 'up');
  }

  textOf(taskId: string): string {
    for (const [number, work] of this.#work) if (work.taskId === taskId) return `work ${String(number)}.`;
    return '';
  }

  /** A person wants an ended task to go on, from its beginning (`anew`) or where it was. */
  again(task: Task, anew: boolean): void {
    for (const work of this.#work.values()) if (work.taskId === task.id && anew) work.mayRun += 1;
    this.#cancelled.delete(task.id);
    this.wants(task.instanceId, 'up');
  }

  cancelled(task: Task): void {
    this.#cancelled.set(task.id, task.status === 'queued');
  }

  wants(instanceId: string, wants: Wish['wants']): Wish {
    const wish = { wants, isKept: false };
    this.#wishes.set(instanceId, wish);
    return wish;
  }

  /** Follows a call that is answered later. @param then told of its answer, unless the tower is killed before */
  call(name: string, answer: Promise<Result<unknown>>, then: (isOk: boolean) => void = () => undefined): void {
    this.#called += 1;
    const id = `${name} (${String(this.#called)})`;
    this.#calls.add(id);
    void answer.then(({ ok }) => {
      if (this.#calls.delete(id)) then(ok);
    });
  }

  /** A person who stops an instance: when that is acknowledged it stays down until somebody wants it up. */
  stops(name: string, instanceId: string, answer: Promise<Result<unknown>>): void {
    const wish = this.wants(instanceId, 'down');
    this.call(name, answer, (isOk) => {
      if (isOk) wish.isKept = true;
      else if (this.#wishes.get(instanceId) === wish) this.#wishes.delete(instanceId);
    });
  }

  /** A CLI was given a prompt. */
  prompted({ content }: Prompted): void {
    const work = this.#work.get(Number(/work (\d+)\./.exec(content)?.[1]));
    if (work === undefined) {
      this.#onFault(`a CLI was given what nobody asked for: ${content}`);
      return;
    }
    if (content.includes('You were cut off')) return;
    work.ran += 1;
    if (work.ran > work.mayRun)
      this.#onFault(`task ${work.taskId} was run again from its beginning, which nobody wanted`);
  }

  /**
   * The tower was killed: what it had not acknowledged it has not promised, nor a stop that could not be written.
   * @param unwritten the disk could not be written just now
   */
  killed(unwritten: boolean): void {
    this.#calls.clear();
    for (const [id, isForGood] of this.#cancelled) if (!isForGood) this.#cancelled.delete(id);
    for (const [id, wish] of this.#wishes)
      if (wish.wants === 'down' && (unwritten || !wish.isKept)) this.#wishes.delete(id);
  }

  /** What is promised and is not so now. */
  broken({ instances, tasks }: Replay): readonly string[] {
    return [
      ...[...this.#work.values()]
        .filter(({ taskId }) => !tasks.has(taskId))
        .map(({ taskId }) => `task ${taskId} is lost`),
      ...[...this.#wishes].flatMap(([id, wish]) => {
        const status = instances.get(id)?.status ?? 'lost';
        const isUp = status !== 'stopped' && status !== 'failed';
        return wish.wants === 'down' && wish.isKept && isUp ? [`instance ${id} was stopped and is ${status}`] : [];
      }),
    ];
  }

  /** What must have come of all promises once everything is at rest. */
  unkept(replay: Replay): readonly string[] {
    return [
      ...this.broken(replay),
      ...[...this.#calls].map((name) => `${name} is not answered`),
      ...[...this.#wishes].flatMap(([id, { wants }]) => {
        const instance = replay.instances.get(id);
        return wants === 'down' && instance?.wanted === 'running' ? [`instance ${id} was stopped and is to run`] : [];
      }),
    ];
  }

  /** What was cancelled and is not over, though every CLI has done what it was told. */
  uncancelled({ tasks }: Replay): readonly string[] {
    return [...this.#cancelled.keys()].flatMap((id) => {
      const task = tasks.get(id);
      return task !== undefined && isOpenTask(task) ? [`task ${id} was cancelled and is ${task.status}`] : [];
    });
  }
}
