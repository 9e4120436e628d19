import type { Seeded } from './seeded.ts';

const texts = [
  '',
  ' ',
  '\0',
  '../../etc/passwd',
  '__proto__',
  'constructor',
  'null',
  '7d444840-9dc0-41d2-8b5c-3f0b8c1e2a1',
  '\ud800',
  'a\udc00\ud800b',
  '\u202egnp.exe',
  "'; DROP TABLE tasks; --",
  '${process.exit()}',
  '<script>alert(1)</script>',
  '-1',
  '1e309',
  'x'.repeat(5000),
  '한'.repeat(3000),
];
const numbers = [0, -0, -1, 0.5, 1e21, -1e308, Number.MAX_SAFE_INTEGER + 2, 2 ** 31, 2 ** 53, 1e-320];

/** A value as JSON can carry it, that is out of place nearly everywhere. */
export function jsonJunk(chance: Seeded, depth = 0): unknown {
  switch (chance.below(depth > 3 ? 4 : 6)) {
    case 0:
      return chance.pick(texts);
    case 1:
      return chance.pick(numbers);
    case 2:
      return chance.next() < 0.5;
    case 3:
      return null;
    case 4:
      return Array.from({ length: chance.below(5) }, () => jsonJunk(chance, depth + 1));
    default:
      return Object.fromEntries(
        Array.from({ length: chance.below(5) }, () => [keyJunk(chance), jsonJunk(chance, depth + 1)]),
      );
  }
}

/** A name that no object of the contract has. */
export function keyJunk(chance: Seeded): string {
  const names = ['constructor', 'toString', 'hasOwnProperty', 'then', 'toJSON', 'length', '0', '', 'id ', 'ID', 'iḍ'];
  return chance.next() < 0.7 ? chance.pick(names) : `k${chance.below(1000)}`;
}

/** A chain of lists or objects, one in the other. */
export function nested(levels: number, wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = 'x';
  for (let level = 0; level < levels; level += 1) value = wrap(value);
  return value;
}

/** Values that structured clones carry and JSON does not, or that fight back when they are read. */
export const unplainMakers: readonly (() => unknown)[] = [
  () => undefined,
  () => Number.NaN,
  () => Number.POSITIVE_INFINITY,
  () => 10n,
  () => Symbol('x'),
  () => () => 'x',
  () => new Date(0),
  () => new Date(Number.NaN),
  () => new Map([['id', 'x']]),
  () => new Set([1]),
  () => /x/,
  () => new Error('x'),
  () => new Uint8Array(0),
  () => new Uint8Array([1, 2]),
  () => new Float64Array(3),
  () => new ArrayBuffer(8),
  () => new DataView(new ArrayBuffer(8)),
  () => new Array<unknown>(1_000_000_000),
  () => Object.assign(new Array<unknown>(50), { 3: 'x' }),
  () => new String('7d444840-9dc0-41d2-8b5c-3f0b8c1e2a10'),
  () => Promise.resolve(1),
  () => new Proxy({}, { get: refuse, ownKeys: refuse, getPrototypeOf: refuse }),
  () => ({ [Symbol('x')]: 1 }),
  () => JSON.parse('{"__proto__":{"admin":true}}') as unknown,
  () => Object.create({ id: '7d444840-9dc0-41d2-8b5c-3f0b8c1e2a10' }) as unknown,
  () => nested(10_000, (inner) => [inner]),
  () => nested(10_000, (inner) => ({ a: inner })),
  cycle,
  () => Object.defineProperty({}, 'id', { enumerable: true, get: refuse }),
  () => ({ toJSON: refuse, then: refuse }),
];

function refuse(): never {
  throw new Error('This must not be read.');
}

function cycle(): unknown {
  const list: unknown[] = [];
  list.push({ again: list });
  return list;
}
