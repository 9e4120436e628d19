/** With this switch the app starts in the tray, without a window. */
export const hiddenSwitch = 'hidden';

/** What starts the app, for systems that are told by a file. */
export interface StartCommand {
  readonly executable: string;
  readonly args: readonly string[];
}

/** The file by which desktops on Linux start a program at login (XDG Autostart). */
export function autostartEntry({ executable, args }: StartCommand): string {
  const lines = [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Claude Control Tower',
    `Exec=${[executable, ...args].map(quoteExec).join(' ')}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
  ];
  return `${lines.join('\n')}\n`;
}

/** Quotes an argument of an Exec line: once as a string of the file, and once more for the command line in it. */
function quoteExec(argument: string): string {
  const quoted = argument.replace(/[\\"`$]/g, (character) => `\\${character}`).replace(/%/g, '%%');
  return `"${quoted.replace(/\\/g, '\\\\')}"`;
}
