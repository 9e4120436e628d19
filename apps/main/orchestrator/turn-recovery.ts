import type { Instance } from '../../shared/models/instance.ts';
import { problem } from '../../shared/models/problem-words.ts';
import { fail, ok, type Result } from '../../shared/models/problem.ts';
import type { Recovery, RecoveryOutcome } from '../../shared/models/stall.ts';
import type { CutTasks } from './cut-tasks.ts';
import type { InstanceRecords } from './instance-records.ts';
import type { InstanceRuntime } from './instance-runtime.ts';
import type { InstanceRuntimes } from './instance-runtimes.ts';
import type { WatchedTurn } from './watchdog.ts';

export interface TurnRecoveryOptions {
  readonly records: InstanceRecords;
  readonly runtimes: InstanceRuntimes;
  readonly cut: CutTasks;
}

export interface Recovered extends RecoveryOutcome {
  readonly instance: Instance;
}

const nothingAsked: RecoveryOutcome = { answers: null, moved: 0, refused: null };

/** The tool whose calls the CLI can move to the background while they run. */
const movable = 'Bash';

/** How long a turn may go on after the interrupt by which it is to be recovered, in milliseconds. */
const notReactingMs = 12_000;

const check = async (runtime: InstanceRuntime): Promise<RecoveryOutcome> => ({
  ...nothingAsked,
  answers: await runtime.answers(),
});

/** Does something about turns that do not go on. */
export class TurnRecovery {
  readonly #options: TurnRecoveryOptions;
  /** For each instance, until when its turn has to react to an interrupt. */
  readonly #patience = new Map<string, NodeJS.Timeout>();
  #stopped = false;

  constructor(options: TurnRecoveryOptions) {
    this.#options = options;
  }

  /** Brings nothing up again any more. */
  stop(): void {
    this.#stopped = true;
    for (const timer of this.#patience.values()) clearTimeout(timer);
    this.#patience.clear();
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
    if (how === 'check' || how === 'nudge') {
      const outcome = how === 'nudge' ? await this.#nudge(runtime, turn) : await check(runtime);
      return ok({ instance: records.get(id), ...outcome });
    }
    const isGivenUp = runtime.state.turn?.stop?.kind === 'cancel';
    if (turn.taskId !== null && !isGivenUp) cut.expect(turn.taskId, id);
    if (how === 'restart') await this.#restart(runtime);
    else this.#interrupt(runtime, turn.turnId);
    return ok({ instance: records.get(id), ...nothingAsked });
  }

  /** What a silent command holds up goes on without it. Elsewhere there is nothing to push: it is only asked. */
  async #nudge(runtime: InstanceRuntime, { signs }: WatchedTurn): Promise<RecoveryOutcome> {
    const commands = signs.tools.filter(({ name }) => name === movable);
    // Only what has stalled: a command that works is left alone, also where a person was slow to click.
    if (runtime.instance.stall?.stall !== 'tool' || commands.length === 0) return check(runtime);
    const replies = await Promise.all(commands.map(({ id }) => runtime.moveToBackground(id)));
    const moved = replies.filter((reply) => reply.moved).length;
    const refused = replies.find((reply) => reply.refused !== null)?.refused ?? null;
    return moved > 0 ? { ...nothingAsked, moved, refused } : { ...(await check(runtime)), refused };
  }

  #interrupt(runtime: InstanceRuntime, turnId: string): void {
    runtime.stopTurn({ kind: 'interrupt' });
    clearTimeout(this.#patience.get(runtime.id));
    const timer = setTimeout(() => {
      this.#patience.delete(runtime.id);
      // One that does not react is not waited for.
      if (runtime.watched()?.turnId === turnId) void this.#restart(runtime);
    }, notReactingMs);
    this.#patience.set(runtime.id, timer);
    timer.unref();
  }

  async #restart(runtime: InstanceRuntime): Promise<void> {
    await runtime.stop();
    // Meanwhile it may have failed, or a person may have stopped it or put it away.
    const now = this.#options.records.find(runtime.id);
    if (now.ok && now.value.wanted === 'running' && !this.#stopped) runtime.start();
  }
}
