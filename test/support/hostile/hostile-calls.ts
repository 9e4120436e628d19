import { type CallName, callNames, calls } from '../../../apps/shared/contract/calls.ts';
import { goodCalls } from './good-calls.ts';
import { jsonJunk, keyJunk, unplainMakers } from './junk.ts';
import type { Seeded } from './seeded.ts';

/** A call that must be refused, and with what. */
export interface HostileCall {
  readonly name: unknown;
  readonly input: unknown;
  readonly code: 'input.unknownCall' | 'input.invalid';
}

const triedCalls = [...goodCalls.keys()];
const wrongNames: readonly string[] = [
  ...['', ' ', '*', '.', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'prototype', 'length'],
  ...callNames.flatMap((name) => [`${name} `, name.toUpperCase(), `${name}\0`, name.replace('.', ''), `tower:${name}`]),
  ...['../tower.status', 'tower.status/../tower.pause', 'tower', 'tower.', '\ud800', '한'.repeat(1000)],
  'x'.repeat(100_000),
];
/** What is no text, yet reads as the name of a call where somebody makes a text of it. */
const nameLookalikes: readonly (() => unknown)[] = [
  () => ['tower.pause'],
  () => new String('tower.pause'),
  () => ({ toString: () => 'tower.pause' }),
  () => Symbol('tower.pause'),
  () => 7,
  () => null,
  () => undefined,
  () => 1n,
  () => Buffer.from('tower.pause'),
];

/** A call with a name that is none. */
export function wrongName(chance: Seeded, json: boolean): HostileCall {
  const name = json || chance.next() < 0.8 ? chance.pick(wrongNames) : chance.pick(nameLookalikes)();
  return { name, input: goodCalls.get(chance.pick(triedCalls)), code: 'input.unknownCall' };
}

/** A call of the contract with an input of another shape, as JSON can carry it; the contract's schema has refused it. */
export function wrongInput(chance: Seeded): HostileCall {
  for (;;) {
    const name = chance.pick(triedCalls);
    const holder: Holder = { input: structuredClone(goodCalls.get(name)) };
    const changes = 1 + chance.below(3);
    for (let change = 0; change < changes; change += 1) deform(holder, chance);
    // A hole in a list, say, is null once it is JSON.
    const input: unknown = JSON.parse(JSON.stringify(holder.input));
    if (!isGood(name, input)) return { name, input, code: 'input.invalid' };
  }
}

/** A call of the contract with something in its input that JSON does not know. */
export function unplainInput(chance: Seeded): HostileCall {
  for (;;) {
    const name = chance.pick(triedCalls);
    const holder: Holder = { input: structuredClone(goodCalls.get(name)) };
    const made = chance.pick(unplainMakers)();
    const place = chance.pick(placesIn(holder));
    const beside = chance.next() < 0.2 && place.of !== holder && !Array.isArray(place.of);
    Reflect.set(place.of, beside ? keyJunk(chance) : place.key, made);
    // A part that may be left out may also be undefined. All else that is made is refused, whatever the schemas say.
    if (made === undefined && isGood(name, holder.input)) continue;
    return { name, input: holder.input, code: 'input.invalid' };
  }
}

/** What the contract's schema says, and nothing else of the gateway. A schema that stumbles over an input has not taken it. */
function isGood(name: CallName, input: unknown): boolean {
  try {
    return calls[name].input.safeParse(input).success;
  } catch {
    return false;
  }
}

interface Holder {
  input: unknown;
}
interface Place {
  readonly of: object;
  readonly key: string;
}

/** Every place of an input where a value stands, itself among them. */
function placesIn(of: object): readonly Place[] {
  return Object.entries(of).flatMap(([key, value]: [string, unknown]) => [
    { of, key },
    ...(typeof value === 'object' && value !== null ? placesIn(value) : []),
  ]);
}

function deform(holder: Holder, chance: Seeded): void {
  const place = chance.pick(placesIn(holder));
  const value: unknown = Reflect.get(place.of, place.key);
  switch (chance.below(6)) {
    case 0:
      Reflect.set(place.of, place.key, jsonJunk(chance));
      break;
    case 1:
      if (place.of !== holder) Reflect.deleteProperty(place.of, place.key);
      break;
    case 2:
      if (typeof value === 'object' && value !== null && !Array.isArray(value))
        Reflect.set(value, keyJunk(chance), jsonJunk(chance));
      break;
    case 3:
      Reflect.set(place.of, place.key, [value]);
      break;
    case 4:
      Reflect.set(place.of, place.key, { value });
      break;
    default: {
      // Seldom longer than any list may be: that takes a hundred times as long as all else.
      const length = typeof value !== 'object' && chance.below(50) === 0 ? 2001 : 3;
      Reflect.set(
        place.of,
        place.key,
        Array.from({ length }, () => value),
      );
    }
  }
}
