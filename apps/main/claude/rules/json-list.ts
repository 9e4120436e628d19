/** Where a value stands in a text: from the first character to the one after its last. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** A list in a JSON text, with the places of what it holds. */
interface ListPlace extends Span {
  readonly items: readonly Span[];
}

/**
 * Takes texts out of a list within a JSON text, and leaves every other character as it is: indentation, order, unknown keys.
 * @param text valid JSON
 * @param path the keys that lead to the list
 * @returns the new text and the place in the list that the first of them had; null when it does not stand there
 */
export function withoutItem(
  text: string,
  path: readonly string[],
  item: string,
): { readonly text: string; readonly index: number } | null {
  const list = findList(text, path);
  const index = list === null ? -1 : indexOf(text, list, item);
  if (list === null || index === -1) return null;
  // One may stand there more than once, and all of them say the same.
  const rest = cut(text, list, index);
  return { text: withoutItem(rest, path, item)?.text ?? rest, index };
}

/**
 * Puts a text into a list within a JSON text, written as its neighbours are. Where the list is empty or not there, the text is
 * written anew in the indentation that it has.
 * @param text valid JSON, an object
 * @param index the place in the list; beyond its end it comes last
 * @returns the new text; the same one when it stands there already
 */
export function withItem(text: string, path: readonly string[], item: string, index: number): string {
  const list = findList(text, path);
  if (list === null || list.items.length === 0) return rewritten(text, path, item);
  if (indexOf(text, list, item) !== -1) return text;
  const first = list.items[0];
  const before = list.items[index];
  const last = list.items.at(-1);
  if (first === undefined || last === undefined) return text;
  const written = JSON.stringify(item);
  const comma = commaOf(text, list.start, first, list.items[1]);
  return before === undefined
    ? `${text.slice(0, last.end)}${comma}${written}${text.slice(last.end)}`
    : `${text.slice(0, before.start)}${written}${comma}${text.slice(before.start)}`;
}

/** What stands between two items of a list; where there is but one, what stood before it. */
function commaOf(text: string, open: number, first: Span, second: Span | undefined): string {
  if (second !== undefined) return text.slice(first.end, second.start);
  const blank = text.slice(open + 1, first.start);
  return `,${blank === '' && text.includes(': ') ? ' ' : blank}`;
}

function indexOf(text: string, list: ListPlace, item: string): number {
  return list.items.findIndex(({ start, end }) => text[start] === '"' && JSON.parse(text.slice(start, end)) === item);
}

function cut(text: string, list: ListPlace, index: number): string {
  const one = list.items[index];
  const next = list.items[index + 1];
  const previous = list.items[index - 1];
  if (one === undefined) return text;
  if (next !== undefined) return text.slice(0, one.start) + text.slice(next.start);
  if (previous !== undefined) return text.slice(0, previous.end) + text.slice(one.end);
  return text.slice(0, list.start + 1) + text.slice(list.end - 1);
}

function rewritten(text: string, path: readonly string[], item: string): string {
  const whole = JSON.parse(text) as Record<string, unknown>;
  let place = whole;
  for (const key of path.slice(0, -1)) {
    const inner = place[key];
    const found = typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? inner : {};
    place[key] = found;
    place = found as Record<string, unknown>;
  }
  place[path.at(-1) ?? ''] = [item];
  const indent = /^\s*\{\s*\n([ \t]+)/.exec(text)?.[1] ?? (text.trim().includes('\n') ? 2 : 0);
  return JSON.stringify(whole, null, indent) + (/\s*$/.exec(text)?.[0] ?? '');
}

function findList(text: string, path: readonly string[]): ListPlace | null {
  let value = skipBlank(text, 0);
  for (const key of path) {
    if (text[value] !== '{') return null;
    const found = findMember(text, value, key);
    if (found === null) return null;
    value = found;
  }
  return text[value] === '[' ? readList(text, value) : null;
}

/** @returns where the value of a key begins; of a key that is there twice the last one counts, as it does for JSON.parse */
function findMember(text: string, open: number, wanted: string): number | null {
  let found: number | null = null;
  let at = skipBlank(text, open + 1);
  while (text[at] === '"') {
    const end = endOfValue(text, at);
    const key: unknown = JSON.parse(text.slice(at, end));
    const value = skipBlank(text, skipBlank(text, end) + 1);
    if (key === wanted) found = value;
    at = nextItem(text, endOfValue(text, value));
  }
  return found;
}

function readList(text: string, start: number): ListPlace {
  const items: Span[] = [];
  let at = skipBlank(text, start + 1);
  while (at < text.length && text[at] !== ']') {
    const end = endOfValue(text, at);
    items.push({ start: at, end });
    at = nextItem(text, end);
  }
  return { start, end: at + 1, items };
}

/** From the end of a value over the comma to the next one, or to the bracket that closes. */
function nextItem(text: string, end: number): number {
  const at = skipBlank(text, end);
  return text[at] === ',' ? skipBlank(text, at + 1) : at;
}

function skipBlank(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\r\n'.includes(text[at] ?? '')) at += 1;
  return at;
}

function endOfValue(text: string, start: number): number {
  let depth = 0;
  let at = start;
  do {
    const character = text[at] ?? '';
    if (character === '"') at = endOfString(text, at);
    else {
      if ('{['.includes(character)) depth += 1;
      if ('}]'.includes(character)) depth -= 1;
      at += 1;
    }
    // A number or a word ends where something else begins.
    if (depth === 0 && (character === '"' || '}]'.includes(character))) return at;
  } while (at < text.length && (depth > 0 || !', \t\r\n}]'.includes(text[at] ?? '')));
  return at;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}
