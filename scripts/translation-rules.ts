/** Texts by their dotted keys. */
export type Texts = ReadonlyMap<string, string>;

/** Turns nested texts into dotted keys. */
export function flatten(nested: object, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries<unknown>({ ...nested })) {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    if (typeof value === 'string') flat.set(path, value);
    else if (typeof value === 'object' && value !== null) for (const [k, v] of flatten(value, path)) flat.set(k, v);
  }
  return flat;
}

const plural = /_(zero|one|two|few|many|other)$/;
/** A key without the ending of its plural form. */
const stem = (key: string): string => key.replace(plural, '');
const placeholders = (text: string): string => [...new Set(text.match(/\{\{\w+\}\}/g))].sort().join(' ');

/**
 * Compares a translation with the English texts, and the English texts with the sources that use them.
 * @param source all sources in one; keys are looked for as literals, and as templates that fill in one or more parts
 * @returns what is wrong, a line each
 */
export function findComplaints(english: Texts, translated: Texts, source: string): readonly string[] {
  const complaints: string[] = [];
  const stems = new Set([...english.keys()].map(stem));
  const translatedStems = new Set([...translated.keys()].map(stem));
  for (const key of stems) if (!translatedStems.has(key)) complaints.push(`ko: ${key} is missing`);
  for (const key of translatedStems) if (!stems.has(key)) complaints.push(`ko: ${key} has no English text`);
  for (const [key, text] of translated) {
    const original = english.get(key);
    if (text.trim() === '') complaints.push(`ko: ${key} is empty`);
    if (original !== undefined && placeholders(original) !== placeholders(text)) {
      complaints.push(
        `ko: ${key} has the placeholders "${placeholders(text)}" in place of "${placeholders(original)}"`,
      );
    }
  }
  const literals = new Set([...source.matchAll(/['"`]([a-zA-Z]+(?:\.[a-zA-Z0-9]+)+)['"`]/g)].map((match) => match[1]));
  const templates = [...source.matchAll(/`([a-zA-Z]+\.[^`\s]*\$\{[^`]*)`/g)].map(
    (match) => new RegExp(`^${(match[1] ?? '').replace(/\./g, '\\.').replace(/\$\{[^}]*\}/g, '[^.]+')}$`),
  );
  for (const key of stems) {
    if (!literals.has(key) && !templates.some((template) => template.test(key)))
      complaints.push(`${key} is used nowhere`);
  }
  return complaints;
}
