/**
 * Terminal control sequences (CSI, OSC, two-byte escapes) and stray control characters but tab, newline and carriage
 * return. Tools print them for terminals; here they would be noise. Built from parts, since a literal with control
 * characters looks like a mistake.
 */
const escape = String.fromCharCode(0x1b);
const bell = String.fromCharCode(0x07);
const sequences = new RegExp(
  [
    `${escape}\\[[0-?]*[ -/]*[@-~]`,
    `${escape}\\][^${bell}${escape}]*(?:${bell}|${escape}\\\\)`,
    `${escape}[@-Z\\\\^_]`,
    '[^\\P{Cc}\\t\\n\\r]',
  ].join('|'),
  'gu',
);

/** Makes a tool's output fit to read: no control sequences, and of a line overwritten with carriage returns, its last state. */
export function plainText(text: string): string {
  return text
    .replace(sequences, '')
    .replace(/\r\n/g, '\n')
    .split('\n')
    .map((line) => line.slice(line.lastIndexOf('\r') + 1))
    .join('\n');
}
