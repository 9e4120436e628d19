/** Longer JSON stays as it came: it would be parsed and coloured for nobody. In UTF-16 units. */
const longest = 60_000;
/** Lists within lists become many times as long by their indents: a few thousand of them, millions of characters. */
const longestPretty = 300_000;

/** JSON with a line for each part; null for a text that is none, or would become far too long. */
export function prettyJson(text: string): string | null {
  const begin = text.trimStart()[0];
  if ((begin !== '{' && begin !== '[') || text.length > longest) return null;
  try {
    const pretty = JSON.stringify(JSON.parse(text), null, 2);
    return pretty.length > longestPretty ? null : pretty;
  } catch {
    return null;
  }
}
