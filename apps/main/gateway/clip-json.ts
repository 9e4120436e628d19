import type { Json, JsonObject } from '../../shared/models/json.ts';

/**
 * How much text a JSON value holds, in UTF-16 units: keys and strings, and a few units for everything else. Stops counting
 * once `limit` is passed, so that a value of many megabytes costs no more than a small one.
 */
export function jsonLength(value: Json, limit: number): number {
  if (typeof value === 'string') return value.length + 2;
  if (typeof value !== 'object' || value === null) return 5;
  let length = 2;
  if (isList(value)) {
    for (const item of value) {
      length += 1 + jsonLength(item, limit - length);
      if (length > limit) return length;
    }
    return length;
  }
  for (const key in value) {
    length += key.length + 4 + jsonLength(value[key] ?? null, limit - length);
    if (length > limit) return length;
  }
  return length;
}

/**
 * The beginning of a JSON object within `limit` UTF-16 units: short values stay as they are, long strings are cut, and what
 * comes after the limit is left out. So a tool's input keeps its file's path when the file's contents are too long.
 */
export function clipJsonObject(value: JsonObject, limit: number): JsonObject {
  const budget = { left: limit };
  return clipMembers(value, budget);
}

/** The beginning of a text, never half a surrogate pair. @param limit in UTF-16 units */
export function clipText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const last = text.charCodeAt(limit - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? limit - 1 : limit);
}

interface Budget {
  left: number;
}

function clipValue(value: Json, budget: Budget): Json {
  if (typeof value === 'string') {
    const text = clipText(value, Math.max(0, budget.left));
    budget.left -= text.length + 2;
    return text;
  }
  if (typeof value !== 'object' || value === null) {
    budget.left -= 5;
    return value;
  }
  if (!isList(value)) return clipMembers(value, budget);
  const items: Json[] = [];
  for (const item of value) {
    if (budget.left <= 0) break;
    items.push(clipValue(item, budget));
  }
  return items;
}

function clipMembers(value: JsonObject, budget: Budget): JsonObject {
  const members: [string, Json][] = [];
  for (const key in value) {
    budget.left -= key.length + 4;
    if (budget.left <= 0) break;
    members.push([key, clipValue(value[key] ?? null, budget)]);
  }
  return Object.fromEntries(members);
}

function isList(value: readonly Json[] | JsonObject): value is readonly Json[] {
  return Array.isArray(value);
}
