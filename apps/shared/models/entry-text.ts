import type { Entry } from './entry.ts';
import type { Json } from './json.ts';

/** All that can be read of an entry: its text, a tool's name and what it was given, the names of files. */
export function textsOfEntry(entry: Entry): readonly string[] {
  switch (entry.kind) {
    case 'prompt':
      return [entry.text, ...entry.attachments.map(({ name }) => name)];
    case 'text':
    case 'thinking':
    case 'toolResult':
    case 'notice':
      return [entry.text];
    case 'toolUse':
      return [entry.name, ...stringsIn(entry.input)];
    case 'outcome':
      return [entry.text ?? '', entry.problem?.message ?? ''];
    case 'unknown':
      return [entry.type, ...stringsIn(entry.raw)];
  }
}

/** Is there such a text in an entry? Large and small letters are the same. @param wanted in small letters */
export function entryContains(entry: Entry, wanted: string): boolean {
  return textsOfEntry(entry).some((text) => text.toLowerCase().includes(wanted));
}

/** Goes by a list of its own and not by calls of itself: what an agent sends may be nested without end. */
function stringsIn(value: Json): readonly string[] {
  const found: string[] = [];
  const left: Json[] = [value];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (typeof next === 'string') found.push(next);
    else if (typeof next === 'object' && next !== null) left.push(...Object.values<Json>(next));
  }
  return found;
}
