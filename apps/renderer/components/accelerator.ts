/** What of a pressed key decides which accelerator it is. */
export interface PressedKey {
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
}

const named: Readonly<Record<string, string>> = {
  Space: 'Space',
  Enter: 'Return',
  Insert: 'Insert',
  Home: 'Home',
  End: 'End',
  PageUp: 'PageUp',
  PageDown: 'PageDown',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  Backquote: '`',
  Minus: '-',
  Equal: '=',
  BracketLeft: '[',
  BracketRight: ']',
  Semicolon: ';',
  Quote: "'",
  Comma: ',',
  Period: '.',
  Slash: '/',
  Backslash: '\\',
};

/**
 * Electron's name of pressed keys, by where they are on the keyboard, so that Shift and other alphabets do not change it.
 * @returns null while there is no whole one: a key of no name, or one that somebody needs for typing
 */
export function acceleratorOf(key: PressedKey): string | null {
  const main =
    /^Key([A-Z])$/.exec(key.code)?.[1] ??
    /^Digit(\d)$/.exec(key.code)?.[1] ??
    /^(F(?:[1-9]|1\d|2[0-4]))$/.exec(key.code)?.[1] ??
    named[key.code];
  if (main === undefined) return null;
  const isFunctionKey = /^F\d+$/.test(main);
  if (!isFunctionKey && !key.ctrlKey && !key.altKey && !key.metaKey) return null;
  const modifiers = [
    ...(key.ctrlKey ? ['Control'] : []),
    ...(key.altKey ? ['Alt'] : []),
    ...(key.shiftKey ? ['Shift'] : []),
    ...(key.metaKey ? ['Super'] : []),
  ];
  return [...modifiers, main].join('+');
}

/** On a Mac, Command does what Control does elsewhere. */
export const isMac = typeof navigator !== 'undefined' && /mac/i.test(navigator.platform);

/** @returns the accelerator with the key that `CommandOrControl` stands for on this system */
export function forThisSystem(accelerator: string, mac: boolean): string {
  return accelerator.replace('CommandOrControl', mac ? 'Super' : 'Control');
}

const shown: Readonly<Record<string, string>> = { Up: '↑', Down: '↓', Left: '←', Right: '→', Return: 'Enter' };
const shownOnMac: Readonly<Record<string, string>> = { Control: '⌃', Alt: '⌥', Shift: '⇧', Super: '⌘' };
const shownElsewhere: Readonly<Record<string, string>> = { Control: 'Ctrl', Super: 'Win' };

/** @returns the keys of an accelerator as they are printed on this system's keyboards, one after the other */
export function keysOf(accelerator: string, mac: boolean): readonly string[] {
  const modifiers = mac ? shownOnMac : shownElsewhere;
  return forThisSystem(accelerator, mac)
    .split('+')
    .map((key) => modifiers[key] ?? shown[key] ?? key);
}
