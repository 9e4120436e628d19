import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bringOnScreen, readWindowBounds, writeWindowBounds } from '../../../apps/main/shell/window-bounds.ts';

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

describe('a window after the screens changed', () => {
  const [main] = screens;

  it('stays where a person can get hold of it', () => {
    expect(bringOnScreen(bounds, screens)).toBeNull();
    expect(
      bringOnScreen({ ...bounds, x: 2500 }, [...screens, { x: 1920, y: 0, width: 1920, height: 1080 }]),
    ).toBeNull();
  });

  it('comes to the middle of the main screen from one that is gone, no larger than that', () => {
    expect(bringOnScreen({ ...bounds, x: 2500 }, screens)).toMatchObject({ x: 460, y: 203, width: 1000, height: 700 });
    expect(bringOnScreen({ x: -5000, y: 0, width: 4000, height: 3000 }, screens)).toEqual(main);
    expect(bringOnScreen({ ...bounds, x: 2500 }, [])).toBeNull();
  });
});
