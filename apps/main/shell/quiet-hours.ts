import type { Settings } from '../../shared/models/settings.ts';

/** Is it quiet now? `from` belongs to the quiet hours, `to` does not; the same time twice is the whole day. */
export function isQuiet({ from, to }: NonNullable<Settings['quietHours']>, now: Date): boolean {
  const minute = now.getHours() * 60 + now.getMinutes();
  const start = minuteOf(from);
  const end = minuteOf(to);
  return start < end ? minute >= start && minute < end : minute >= start || minute < end;
}

function minuteOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}
