import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { climbLadder, ladderTimes, type Closable } from '../../../apps/main/supervision/close-ladder.ts';

/** A process that ends at one step of the ladder, and writes down which steps it saw. */
class Stubborn implements Closable {
  readonly seen: string[] = [];
  readonly exited: Promise<void>;
  readonly #endsAt: string;
  readonly #acknowledges: boolean;
  #exit: () => void = () => undefined;

  constructor(endsAt: string, acknowledges = true) {
    this.#endsAt = endsAt;
    this.#acknowledges = acknowledges;
    this.exited = new Promise((resolve) => {
      this.#exit = resolve;
    });
    this.#step('begin');
    this.seen.length = 0;
  }

  interrupt(): Promise<unknown> {
    this.#step('interrupt');
    return this.#acknowledges ? Promise.resolve() : new Promise(() => undefined);
  }

  closeInput(): void {
    this.#step('input');
  }

  signal(signal: NodeJS.Signals): void {
    this.#step(signal);
  }

  #step(name: string): void {
    this.seen.push(name);
    if (name === this.#endsAt) this.#exit();
  }
}

describe('climbLadder', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each([
    ['begin', 'interrupt', []],
    ['interrupt', 'interrupt', ['interrupt']],
    ['input', 'input', ['interrupt', 'input']],
    ['SIGINT', 'signal', ['interrupt', 'input', 'SIGINT']],
    ['never', 'kill', ['interrupt', 'input', 'SIGINT']],
  ])('goes no further than needed with one that ends at "%s"', async (endsAt, rung, seen) => {
    const process = new Stubborn(endsAt);
    const climbed = climbLadder(process);
    await vi.runAllTimersAsync();
    expect(await climbed).toBe(rung);
    expect(process.seen).toEqual(seen);
  });

  it('interrupts before it closes the input, and never waits longer for the answer than agreed', async () => {
    const process = new Stubborn('never', false);
    const climbed = climbLadder(process);
    await vi.advanceTimersByTimeAsync(ladderTimes.interruptMs - 10);
    expect(process.seen).toEqual(['interrupt']);
    await vi.advanceTimersByTimeAsync(20);
    expect(process.seen).toEqual(['interrupt', 'input']);
    await vi.advanceTimersByTimeAsync(ladderTimes.inputMs + ladderTimes.signalMs);
    expect(await climbed).toBe('kill');
  });

  it('gives each step the time that both versions of the CLI were seen to need', () => {
    expect(ladderTimes.interruptMs).toBeGreaterThanOrEqual(3000);
    expect(ladderTimes.inputMs).toBeGreaterThanOrEqual(5200);
    expect(ladderTimes.signalMs).toBeGreaterThanOrEqual(3000);
  });

  it.each([true, false])('has ended its climb in nine seconds at most (acknowledged: %s)', async (acknowledges) => {
    const climbed = climbLadder(new Stubborn('never', acknowledges));
    await vi.advanceTimersByTimeAsync(9000);
    expect(await Promise.race([climbed, Promise.resolve('still climbing')])).toBe('kill');
  });
});
