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

/** One line on the whole: what waits, what works, what is queued. */
export function statusLine(summary: FleetSummary, words: ShellWords): string {
  const { counts, openRequests, queued, paused, heldUntil, rows } = summary;
  const working = counts.working + counts.waiting;
  const parts = [
    ...(paused ? [words.paused] : []),
    ...(heldUntil !== null ? [words.heldUntil(heldUntil)] : []),
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
export function tooltip(summary: FleetSummary, words: ShellWords): string {
  return `${words.appName}\n${statusLine(summary, words)}`.slice(0, 127);
}
