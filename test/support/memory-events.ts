import type { EventWriter } from '../../apps/main/events/event-writer.ts';
import type { DurableEvent } from '../../apps/shared/contract/events.ts';

/** A place to write events to that is only memory. */
export class MemoryEvents implements EventWriter {
  readonly events: DurableEvent[] = [];

  get lastSeq(): number {
    return this.events.at(-1)?.seq ?? 0;
  }

  write(events: readonly DurableEvent[], also?: () => void): null {
    also?.();
    this.events.push(...events);
    return null;
  }

  after(seq: number): DurableEvent[] {
    return this.events.filter((event) => event.seq > seq);
  }
}
