import { runInThisContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeCodec } from '../../support/electron-stand-in/worlds/codec.ts';

const codec = makeCodec();
const again = (value: unknown): unknown => codec.decode(codec.encode(value));

describe('makeCodec', () => {
  it('carries what JSON carries', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(again(value)).toEqual(value);
      }),
    );
  });

  it.each([
    ['undefined', undefined],
    ['not a number', Number.NaN],
    ['minus zero', -0],
    ['infinity', -Infinity],
    ['a big integer', 2n ** 80n],
    ['a date', new Date(5)],
    ['a pattern', /a.b/giu],
    ['a map', new Map<unknown, unknown>([[{ key: 1 }, new Set([1, undefined])]])],
    ['bytes', Uint8Array.from([0, 255, 7])],
    ['long bytes', new Uint8Array(100_000).fill(3)],
    ['a buffer', Uint16Array.from([1, 65_535]).buffer],
    ['nested nothing', { a: [undefined, null], b: {} }],
    ['an own __proto__', JSON.parse('{"__proto__": {"x": 1}}')],
  ])('carries %s', (_, value: unknown) => {
    expect(again(value)).toStrictEqual(value);
  });

  it('carries errors with their kind and their words', () => {
    const carried = again(new TypeError('wrong'));
    expect(carried).toBeInstanceOf(TypeError);
    expect(carried).toHaveProperty('message', 'wrong');
  });

  it('keeps one object one, and a circle a circle', () => {
    const shared = { name: 'shared' };
    const circle: Record<string, unknown> = { first: shared, second: shared };
    circle['self'] = circle;
    const carried = again(circle) as Record<string, unknown>;
    expect(carried['first']).toBe(carried['second']);
    expect(carried['self']).toBe(carried);
  });

  it.each([
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
    ['a promise', Promise.resolve(1)],
    ['a weak map', new WeakMap()],
  ])('refuses %s, wherever it lies, as Electron does', (_, value: unknown) => {
    expect(() => codec.encode([{ deep: value }])).toThrow('An object could not be cloned');
  });

  it('leaves to its extension what is the extension’s', () => {
    const extended = makeCodec({
      encode: (value) => (typeof value === 'function' ? 'a function' : undefined),
      decode: (encoded) => `was ${String(encoded)}`,
    });
    expect(extended.decode(extended.encode({ call: () => 1, plain: 2 }))).toEqual({ call: 'was a function', plain: 2 });
  });

  it('refers to nothing outside itself, for it is put into pages as text', () => {
    const alone = runInThisContext(`(${String(makeCodec)})()`) as typeof codec;
    expect(alone.decode(alone.encode(new Map([[1, 'x']])))).toEqual(new Map([[1, 'x']]));
  });
});
