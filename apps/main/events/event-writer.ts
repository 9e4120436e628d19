import type { DurableEvent } from '../../shared/contract/events.ts';
import type { Problem } from '../../shared/models/problem.ts';

/**
 * Where durable events are written. The database implements it; the bus alone calls it.
 *
 * `write` puts the events, the records that they carry and whatever `also` does into one transaction and commits it before
 * it returns. It returns null, or the problem that kept it from writing; then nothing of it was written.
 */
export interface EventWriter {
  /** The number of the newest event that is stored; 0 for none. */
  readonly lastSeq: number;
  write(events: readonly DurableEvent[], also?: () => void): Problem | null;
}
