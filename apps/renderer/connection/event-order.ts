import type { DurableEvent } from '../../shared/contract/events.ts';

/** The events with a number above `seq`, in order, each once. */
export function eventsAfter(events: readonly DurableEvent[], seq: number): DurableEvent[] {
  const newer = events.filter((event) => event.seq > seq);
  let ordered = true;
  for (let index = 1; index < newer.length; index += 1) {
    if ((newer[index]?.seq ?? 0) <= (newer[index - 1]?.seq ?? 0)) ordered = false;
  }
  if (ordered) return newer;
  const bySeq = new Map(newer.map((event) => [event.seq, event]));
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

/** Whether a number is missing between `seq` and the events, or among them. The events are in order. */
export function hasGap(events: readonly DurableEvent[], seq: number): boolean {
  const last = events.at(-1);
  return last !== undefined && last.seq - seq !== events.length;
}
