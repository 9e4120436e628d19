import type { EventBatch } from '../../apps/shared/contract/events.ts';
import { clock } from '../clock.ts';

/** Reads the times in the emitter's deltas as a window gets them, and sees that none is missing. */
export class StampReader {
  /** How old each delta was when the window had it, in milliseconds. */
  readonly ages: number[] = [];
  /** Deltas that never came, or came out of order. */
  lost = 0;
  #counts = false;
  readonly #next = new Map<string, number>();

  /** From now on ages are kept; the order is watched from the first delta on. */
  begin(): void {
    this.#counts = true;
  }

  end(): void {
    this.#counts = false;
  }

  /** How many instances have streamed something. */
  get streaming(): number {
    return this.#next.size;
  }

  take({ passing }: EventBatch): void {
    const now = clock();
    for (const event of passing) {
      if (event.type !== 'transcript.delta') continue;
      const { instanceId, text } = event.data;
      for (const stamp of text.trim().split(' ')) this.#takeStamp(instanceId, stamp, now);
    }
  }

  #takeStamp(instanceId: string, stamp: string, now: number): void {
    const [number = NaN, sentAt = NaN] = stamp.split('@').map(Number);
    if (!Number.isFinite(sentAt)) return;
    const expected = this.#next.get(instanceId) ?? 0;
    if (number !== expected) this.lost += Math.abs(number - expected);
    this.#next.set(instanceId, number + 1);
    if (this.#counts) this.ages.push(now - sentAt);
  }
}
