import type { Instance } from '../../shared/models/instance.ts';
import { problem } from '../../shared/models/problem-words.ts';
import { fail, ok, type Result } from '../../shared/models/problem.ts';
import type { Recovery } from '../../shared/models/stall.ts';
import type { CutTasks } from './cut-tasks.ts';
import type { InstanceRecords } from './instance-records.ts';
import type { InstanceRuntimes } from './instance-runtimes.ts';

export interface TurnRecoveryOptions {
  readonly records: InstanceRecords;
  readonly runtimes: InstanceRuntimes;
  readonly cut: CutTasks;
}

export interface Recovered {
  readonly instance: Instance;
  /** For `check`, whether the CLI answers; for others null. */
  readonly answers: boolean | null;
}

/** How long a turn may go on after the interrupt by which it is to be recovered, in milliseconds. */
const notReactingMs = 12_000;

/** Does something about turns that do not go on. */
export class TurnRecovery {
  readonly #options: TurnRecoveryOptions;
  #stopped = false;

  constructor(options: TurnRecoveryOptions) {
    this.#options = options;
  }

  /** Brings nothing up again any more. */
  stop(): void {
    this.#stopped = true;
  }

  /**
   * Does something about the open turn of an instance; its task then goes on in its conversation.
   * @returns `instance.notRunning` when no turn is open
   */
  async recover(id: string, how: Recovery): Promise<Result<Recovered>> {
    const { records, runtimes, cut } = this.#options;
    const found = records.find(id);
    if (!found.ok) return found;
    const runtime = runtimes.find(id);
    const turn = runtime?.watched() ?? null;
    if (runtime === undefined || turn === null) return fail(problem('instance.notRunning', { name: found.value.name }));
    if (how === 'check') return ok({ instance: found.value, answers: await runtime.answers() });
    if (turn.taskId !== null) cut.expect(turn.taskId);
    if (how === 'interrupt') {
      runtime.stopTurn({ kind: 'interrupt' });
      // One that does not react is not waited for.
      setTimeout(() => {
        if (runtime.watched()?.turnId === turn.turnId) void this.recover(id, 'restart');
      }, notReactingMs).unref();
    } else {
      await runtime.stop();
      if (found.value.wanted === 'running' && !this.#stopped) runtime.start();
    }
    return ok({ instance: records.get(id), answers: null });
  }
}
