import { afterEach, expect, it } from 'vitest';
import { giveBuffersTheirOwnMemory } from '../../support/electron-stand-in/app/unshared-buffers.ts';

const before = Buffer.poolSize;

afterEach(() => {
  Buffer.poolSize = before;
});

const share = (one: Buffer, other: Buffer): boolean => one.buffer === other.buffer;

it('gives no two small buffers one block of memory, however they are made', () => {
  const make: Readonly<Record<string, (text: string) => Buffer>> = {
    from: (text) => Buffer.from(text),
    concat: (text) => Buffer.concat([new TextEncoder().encode(text)]),
    allocUnsafe: (text) => Buffer.allocUnsafe(text.length),
  };
  for (const [name, small] of Object.entries(make)) {
    expect(share(small('one'), small('other')), `${name}, as Node does it`).toBe(true);
  }
  giveBuffersTheirOwnMemory();
  for (const [name, small] of Object.entries(make)) {
    expect(share(small('one'), small('other')), name).toBe(false);
  }
});
