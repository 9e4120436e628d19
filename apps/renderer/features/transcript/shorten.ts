/** The beginning of a text: so many lines of usual length, at most. */
export function shorten(text: string, lines: number): string {
  let at = -1;
  for (let line = 0; line < lines; line += 1) {
    at = text.indexOf('\n', at + 1);
    if (at === -1) break;
  }
  const byLines = at === -1 ? text : text.slice(0, at);
  const longest = lines * 160;
  return byLines.length > longest ? byLines.slice(0, longest) : byLines;
}
