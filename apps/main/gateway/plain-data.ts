/** How deep an input may be nested. What recurses over it later, as the schemas do, must not run out of stack. */
const deepest = 100;
/** How many values an input may have, all levels together. The largest that a window makes has a few thousand. */
const mostValues = 100_000;

/**
 * Looks whether an input is data as JSON has it, and of a size that can be looked at closely. A window can also send dates,
 * maps, bytes and cycles, which schemas would take for empty objects or follow for ever.
 * @returns what is wrong with it, in words that continue "the input"; null when nothing is
 */
export function findUnplain(input: unknown): string | null {
  try {
    return walk(input);
  } catch {
    return 'cannot be read';
  }
}

interface Visit {
  readonly value: object;
  readonly depth: number;
}

/** Without recursion: the input decides how deep it goes. */
function walk(input: unknown): string | null {
  const open: Visit[] = [];
  let values = 0;
  let fault = look(input, 1, open);
  for (let visit = open.pop(); visit !== undefined && fault === null; visit = open.pop()) {
    const { value, depth } = visit;
    if (!Array.isArray(value) && !isPlainObject(value))
      return 'holds something else than lists, objects, text and numbers';
    // A list with a billion holes takes no memory until somebody reads it: its length is looked at first.
    values += Array.isArray(value) ? value.length : Object.keys(value).length;
    if (values > mostValues) return `has more than ${mostValues} values`;
    for (const member of Object.values(value)) fault ??= look(member, depth + 1, open);
  }
  return fault;
}

/** Judges one value, and remembers it for its members to be judged. */
function look(value: unknown, depth: number, open: Visit[]): string | null {
  if (typeof value === 'bigint' || typeof value === 'symbol' || typeof value === 'function')
    return `holds a ${typeof value}`;
  if (typeof value === 'number' && !Number.isFinite(value)) return `holds the number ${value}`;
  if (typeof value !== 'object' || value === null) return null;
  if (depth > deepest) return `is nested deeper than ${deepest} levels`;
  open.push({ value, depth });
  return null;
}

/** A key named `__proto__` is none of ours: whoever copied the object would give the copy another prototype. */
function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype) return false;
  return !Object.hasOwn(value, '__proto__') && Object.getOwnPropertySymbols(value).length === 0;
}
