/** A CLI process as the ladder sees it. */
export interface Closable {
  /** Settles when the process itself has ended. */
  readonly exited: Promise<unknown>;
  /** Asks the CLI to abort its open turn; settles with its acknowledgement or when that will not come. */
  interrupt(): Promise<unknown>;
  closeInput(): void;
  signal(signal: NodeJS.Signals): void;
}

export interface LadderTimes {
  /** For the acknowledgement of the interrupt, milliseconds. */
  readonly interruptMs: number;
  /**
   * From the interrupt to the signal, for one that has acknowledged the interrupt: the CLI gives background shells 5 s of
   * grace. What the acknowledgement took is part of it.
   */
  readonly inputMs: number;
  readonly signalMs: number;
}

/** Together less than the ten seconds in which nothing may be left after an orderly end has begun. */
export const ladderTimes: LadderTimes = { interruptMs: 3000, inputMs: 5500, signalMs: 3000 };

/** One that has not answered the interrupt reads nothing, the end of its input included: it is waited for only so long. */
const unheardInputMs = 500;

export type Rung = 'interrupt' | 'input' | 'signal' | 'kill';

/**
 * Asks a CLI to end, each rung less gently than the one before (protocol, section 6). It does not begin with SIGTERM,
 * which orphans running tools, nor close the input before the interrupt, because the CLI may then wait for minutes for
 * work in the background. What the last rung leaves is for the caller to kill as a tree.
 * @returns the rung that ended it; `kill` when it is still running
 */
export async function climbLadder(process: Closable, times: LadderTimes = ladderTimes): Promise<Rung> {
  if (await endsWithin(process, 0)) return 'interrupt';
  const asked = performance.now();
  const unheard = wait(times.interruptMs).then(() => unheardInputMs);
  const heard = Promise.race([process.interrupt(), process.exited]).then(
    () => times.inputMs - (performance.now() - asked),
  );
  const inputMs = Math.min(times.inputMs, await Promise.race([heard, unheard]));
  if (await endsWithin(process, 0)) return 'interrupt';
  process.closeInput();
  if (await endsWithin(process, inputMs)) return 'input';
  process.signal('SIGINT');
  if (await endsWithin(process, times.signalMs)) return 'signal';
  return 'kill';
}

async function endsWithin(process: Closable, milliseconds: number): Promise<boolean> {
  const ended = Symbol('ended');
  const first = await Promise.race([process.exited.then(() => ended), wait(milliseconds)]);
  return first === ended;
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}
