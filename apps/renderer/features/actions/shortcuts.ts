import { forThisSystem } from '../../components/accelerator.ts';

/** What has keys of its own, with those that it has at first; null is for none. In Electron's names. */
export const firstShortcuts = {
  palette: 'CommandOrControl+K',
  create: 'Alt+N',
  find: 'CommandOrControl+Shift+F',
  findInTranscript: 'CommandOrControl+F',
  wall: 'Alt+0',
  board: 'Alt+B',
  inbox: 'Alt+I',
  nextWaiting: 'Alt+W',
  nextInstance: 'Alt+J',
  previousInstance: 'Alt+K',
  focusComposer: 'Alt+C',
  interrupt: 'CommandOrControl+.',
  toggleRunning: null,
  restart: null,
  newSession: null,
  pauseTower: null,
  rename: 'F2',
  log: null,
  settings: 'CommandOrControl+,',
  shortcuts: 'CommandOrControl+/',
} as const satisfies Readonly<Record<string, string | null>>;

export type ShortcutId = keyof typeof firstShortcuts;
export type Shortcuts = Readonly<Record<ShortcutId, string | null>>;

export const shortcutIds = Object.keys(firstShortcuts).filter((id): id is ShortcutId => id in firstShortcuts);

/** The keys that hold: the first ones, but for what a person has chosen. Ids of another version's actions are left alone. */
export function shortcutsOf(chosen: Readonly<Record<string, string | null>>): Shortcuts {
  return {
    ...firstShortcuts,
    ...Object.fromEntries(shortcutIds.flatMap((id) => (id in chosen ? [[id, chosen[id]]] : []))),
  };
}

/** @returns the action, other than `id`, that these keys belong to; null when they are free */
export function holderOf(keys: string, id: ShortcutId | null, shortcuts: Shortcuts, mac: boolean): ShortcutId | null {
  const wanted = forThisSystem(keys, mac);
  const found = shortcutIds.find((other) => {
    const theirs = shortcuts[other];
    return other !== id && theirs !== null && forThisSystem(theirs, mac) === wanted;
  });
  return found ?? null;
}

/**
 * What the settings say of chosen keys after one change; who had the keys before has none then.
 * @param keys null takes the action's keys away
 */
export function choose(
  chosen: Readonly<Record<string, string | null>>,
  id: ShortcutId,
  keys: string | null,
  mac: boolean,
): Readonly<Record<string, string | null>> {
  const holder = keys === null ? null : holderOf(keys, id, shortcutsOf(chosen), mac);
  return withoutFirst({ ...chosen, ...(holder === null ? {} : { [holder]: null }), [id]: keys }, mac);
}

/** What is as it was at first need not be kept. */
function withoutFirst(
  chosen: Readonly<Record<string, string | null>>,
  mac: boolean,
): Readonly<Record<string, string | null>> {
  const first: Readonly<Record<string, string | null>> = firstShortcuts;
  const plain = (keys: string | null | undefined): string | null => (keys == null ? null : forThisSystem(keys, mac));
  return Object.fromEntries(
    Object.entries(chosen).filter(([id, keys]) => !(id in first) || plain(keys) !== plain(first[id])),
  );
}
