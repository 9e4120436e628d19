import type { DurableEvent } from '../../shared/contract/events.ts';

/** What an event takes beside the body of an entry. Bytes, roughly. */
const frame = 2000;

/** About how much memory an event takes, in bytes: texts take about their length, other values a little. */
export function weighEvent(event: DurableEvent): number {
  return event.type === 'transcript.appended' ? frame + weighValue(event.data.entry) : frame;
}

function weighValue(value: unknown): number {
  if (typeof value === 'string') return 16 + value.length;
  if (typeof value !== 'object' || value === null) return 8;
  return Object.values(value).reduce<number>((bytes, member) => bytes + weighValue(member), 32);
}
