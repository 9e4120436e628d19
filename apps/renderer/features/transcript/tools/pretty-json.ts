/** Longer JSON stays as it came: it would be parsed and coloured for nobody. In UTF-16 units. */
const longest = 60_000;

/** JSON with a line for each part; null for a text that is none. */
export function prettyJson(text: string): string | null {
  const begin = text.trimStart()[0];
  if ((begin !== '{' && begin !== '[') || text.length > longest) return null;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return null;
  }
}
