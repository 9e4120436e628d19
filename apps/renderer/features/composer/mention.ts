/** A file that is being named: `@` at the beginning of a word, and what is typed after it up to the caret. */
export interface Mention {
  /** Where the `@` stands. */
  readonly start: number;
  readonly query: string;
}

const beginning = /(?:^|[\s([{])@(?:"([^"\n]*)|([^\s"@]*))$/;

/** @returns the file that is being named where the caret stands; null when none is */
export function readMention(text: string, caret: number): Mention | null {
  const before = text.slice(0, caret);
  const match = beginning.exec(before);
  if (match === null) return null;
  const query = match[1] ?? match[2] ?? '';
  return { start: before.lastIndexOf('@', before.length - query.length - 1), query };
}

/**
 * Names a file in the text, as the CLI reads it: in quotes where its path has spaces. A folder's name is left open, so that
 * one goes on into it.
 * @param path with slashes; one of a folder ends with one
 */
export function nameFile(
  text: string,
  { start }: Mention,
  caret: number,
  path: string,
): { readonly text: string; readonly caret: number } {
  const quoted = /\s/.test(path);
  const named = quoted ? `@"${path}` : `@${path}`;
  const rest = text.slice(caret);
  const end = path.endsWith('/') ? '' : `${quoted ? '"' : ''}${/^\s/.test(rest) ? '' : ' '}`;
  const begin = `${text.slice(0, start)}${named}${end}`;
  return { text: begin + rest, caret: begin.length };
}
