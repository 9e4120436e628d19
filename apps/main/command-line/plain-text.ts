/**
 * Text of an agent, safe to print: without the control characters with which it could recolour, rename or overwrite a
 * person's terminal. Line breaks and tabs stay.
 */
export function plainText(text: string): string {
  // eslint's no-control-regex is about mistakes; here control characters are what is meant.
  return text.replace(/\r\n/g, '\n').replace(/\p{Cc}/gu, (character) => ('\n\t'.includes(character) ? character : ''));
}

/** The beginning of a text on one line. @param limit in UTF-16 units */
export function oneLine(text: string, limit: number): string {
  const line = plainText(text).replace(/\s+/g, ' ').trim();
  return line.length <= limit ? line : `${line.slice(0, Math.max(0, limit - 1))}…`;
}

/** A duration for a person: 340 ms, 12 s, 3 min 20 s. */
export function spokenDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
