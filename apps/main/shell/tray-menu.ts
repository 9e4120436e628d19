import type { MenuItemConstructorOptions } from 'electron';
import type { FleetRow, FleetSummary } from './fleet-summary.ts';
import { statusLine } from './tray-looks.ts';
import type { ShellWords } from './words/english.ts';

/** What the menus of tray and application can do. */
export interface FleetActions {
  showInstance(id: string): void;
  openInWindow(id: string): void;
  start(id: string): void;
  stop(id: string): void;
  setPaused(paused: boolean): void;
  createInstance(): void;
  show(): void;
  quit(): void;
}

/** A menu that is longer than the screen helps nobody; the window has all of them. */
const maxRows = 15;

/**
 * The tray's menu. Every item has an id, by which tests find it.
 * @param now milliseconds since the epoch
 */
export function trayMenu(
  summary: FleetSummary,
  words: ShellWords,
  actions: FleetActions,
  now: number,
): readonly MenuItemConstructorOptions[] {
  const { rows, paused } = summary;
  const left = rows.length - maxRows;
  return [
    { id: 'status', label: statusLine(summary, words, now), enabled: false },
    { type: 'separator' },
    ...rows.slice(0, maxRows).map((row) => instanceItem(row, words, actions)),
    ...(left > 0 ? [{ id: 'more', label: words.more(left), click: () => actions.show() }] : []),
    ...(rows.length > 0 ? [{ type: 'separator' as const }] : []),
    {
      id: 'pause',
      label: paused ? words.resumeAll : words.pauseAll,
      click: () => actions.setPaused(!paused),
    },
    { id: 'create', label: words.newInstance, click: () => actions.createInstance() },
    { id: 'show', label: words.showTower, click: () => actions.show() },
    { type: 'separator' },
    { id: 'quit', label: words.quit, click: () => actions.quit() },
  ];
}

function instanceItem(row: FleetRow, words: ShellWords, actions: FleetActions): MenuItemConstructorOptions {
  const { id, status, openRequests, queued } = row;
  const down = status === 'stopped' || status === 'failed';
  const notes = [
    openRequests > 0 ? words.requests(openRequests) : words.status[status],
    ...(queued > 0 ? [words.queued(queued)] : []),
  ];
  return {
    id: `instance:${id}`,
    label: `${menuText(row.name)} — ${notes.join(', ')}`,
    submenu: [
      { id: `show:${id}`, label: words.show, click: () => actions.showInstance(id) },
      { id: `window:${id}`, label: words.openInWindow, click: () => actions.openInWindow(id) },
      { type: 'separator' },
      { id: `start:${id}`, label: words.start, enabled: down, click: () => actions.start(id) },
      { id: `stop:${id}`, label: words.stop, enabled: !down && status !== 'stopping', click: () => actions.stop(id) },
    ],
  };
}

/** An ampersand in a menu would mark a shortcut; a name with line breaks or of any length would break it. */
export function menuText(name: string): string {
  const line = name.replace(/\s+/g, ' ').trim();
  const cut = line.length > 40 ? `${line.slice(0, 39)}…` : line;
  return cut.replace(/&/g, '&&');
}
