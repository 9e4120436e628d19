import type { FleetMood, FleetSummary } from './fleet-summary.ts';
import type { ShellWords } from './words/english.ts';

const names: Readonly<Record<FleetMood, string>> = {
  idle: 'idle',
  working: 'working',
  needsYou: 'needs-you',
  error: 'error',
};

/**
 * Which picture shows a mood, below the tray's folder; its twin for dense screens is found by the system.
 * @param dark whether the panel is dark. macOS colours a template itself, and Linux panels are taller than 16 pixels.
 */
export function trayPicture(mood: FleetMood, platform: NodeJS.Platform, dark: boolean): string {
  if (platform === 'darwin') return `${names[mood]}Template.png`;
  return `${names[mood]}-${dark ? 'dark' : 'light'}${platform === 'linux' ? '-32' : ''}.png`;
}

/**
 * One line on the whole: what waits, what works, what is queued.
 * @param now milliseconds since the epoch: what the API refuses is counted down from here
 */
export function statusLine(summary: FleetSummary, words: ShellWords, now: number): string {
  const { counts, openRequests, queued, paused, rows } = summary;
  const next = nextTry(summary, now);
  const working = counts.working + counts.waiting;
  const parts = [
    ...(paused ? [words.paused] : []),
    ...(next !== null ? [words.heldFor(words.minutes(minutesLeft(next - now)))] : []),
    ...(openRequests > 0 ? [words.requests(openRequests)] : []),
    ...(working > 0 ? [`${words.status.working}: ${working}`] : []),
    ...(counts.starting > 0 ? [`${words.status.starting}: ${counts.starting}`] : []),
    ...(counts.stopping > 0 ? [`${words.status.stopping}: ${counts.stopping}`] : []),
    ...(counts.idle > 0 ? [`${words.status.idle}: ${counts.idle}`] : []),
    ...(counts.failed > 0 ? [`${words.status.failed}: ${counts.failed}`] : []),
    ...(queued > 0 ? [words.queued(queued)] : []),
  ];
  if (parts.length > 0) return parts.join(' · ');
  return rows.length === 0 ? words.noInstances : `${words.status.stopped}: ${counts.stopped}`;
}

/** What is shown while the pointer rests on the tray. Windows cuts it after 127 characters. */
export function tooltip(summary: FleetSummary, words: ShellWords, now: number): string {
  return `${words.appName}\n${statusLine(summary, words, now)}`.slice(0, 127);
}

/** @returns when the API is tried again next, of all holds whose time is still to come; null for none */
export function nextTry({ heldUntil }: FleetSummary, now: number): number | null {
  return heldUntil.find((until) => until > now) ?? null;
}

/** Whole minutes, never fewer than there are; 0 for less than one. */
const minutesLeft = (milliseconds: number): number => (milliseconds < 60_000 ? 0 : Math.ceil(milliseconds / 60_000));
