import type { EventWriter } from '../../../apps/main/events/event-writer.ts';
import type { DurableData, DurableEvent } from '../../../apps/shared/contract/events.ts';
import { problem } from '../../../apps/shared/models/problem-words.ts';
import type { Problem, ProblemCode } from '../../../apps/shared/models/problem.ts';

/** A writer in memory that refuses when told to, and that takes nothing out of its order, as the database does. */
export class FickleWriter implements EventWriter {
  readonly events: DurableEvent[] = [];
  writes = 0;
  /** Asked before each write: null lets it pass. */
  refuses: () => ProblemCode | null = () => null;

  get lastSeq(): number {
    return this.events.at(-1)?.seq ?? 0;
  }

  write(events: readonly DurableEvent[], also?: () => void): Problem | null {
    this.writes += 1;
    const code = this.refuses();
    if (code !== null) return problem(code, { path: '/data' });
    for (const [index, { seq }] of events.entries()) {
      if (seq !== this.lastSeq + 1 + index)
        return problem('storage.failed', { reason: `event ${String(seq)} is out of order` });
    }
    also?.();
    this.events.push(...events);
    return null;
  }
}

/** The data of an event that is easily told apart. */
export const paused = (pausedNow: boolean): DurableData<'tower.paused'> => ({
  tower: { paused: pausedNow, holds: [], storageProblem: null },
});
