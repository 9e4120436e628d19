import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readWindowBounds, writeWindowBounds } from '../../../apps/main/shell/window-bounds.ts';

const screens = [{ x: 0, y: 25, width: 1920, height: 1055 }];
const bounds = { x: 100, y: 100, width: 1000, height: 700, maximized: false };

describe('window bounds', () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bounds-'));
    file = join(folder, 'window', 'bounds.json');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('are remembered', () => {
    expect(readWindowBounds(file, screens)).toBeNull();
    writeWindowBounds(file, bounds);
    expect(readWindowBounds(file, screens)).toEqual(bounds);
  });

  it.each([
    ['left of every screen', { x: -950 }],
    ['below every screen', { y: 1060 }],
    ['above, so that nobody can take hold of it', { y: -40 }],
    ['on a screen that is gone', { x: 2500 }],
    ['too small', { width: 10 }],
  ])('are forgotten when the window was %s', (_, change) => {
    writeWindowBounds(file, { ...bounds, ...change });
    expect(readWindowBounds(file, screens)).toBeNull();
  });

  it('are forgotten when the file is damaged, and cost nothing when it cannot be written', () => {
    writeWindowBounds(file, bounds);
    writeFileSync(file, '{"x":');
    expect(readWindowBounds(file, screens)).toBeNull();
    const inTheWay = join(folder, 'file');
    writeFileSync(inTheWay, '');
    expect(() => writeWindowBounds(join(inTheWay, 'bounds.json'), bounds)).not.toThrow();
  });
});
