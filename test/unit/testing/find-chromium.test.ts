import { describe, expect, it } from 'vitest';
import { findChromium } from '../../../scripts/testing/find-chromium.ts';

describe('findChromium', () => {
  const has =
    (...paths: readonly string[]) =>
    (path: string) =>
      paths.includes(path);

  it('takes the one that is asked for, even one that is not there', () => {
    expect(findChromium({ CHROMIUM_PATH: '/mine' }, has('/own'), () => '/own')).toBe('/mine');
  });

  it("prefers Playwright's own to the system's", () => {
    expect(findChromium({}, has('/own', '/usr/bin/chromium'), () => '/own')).toBe('/own');
    expect(findChromium({}, has('/usr/bin/chromium'), () => '/own')).toBe('/usr/bin/chromium');
  });

  it('finds none where there is none, also where Playwright has none to offer', () => {
    const unsupported = (): string => {
      throw new Error('unsupported platform');
    };
    expect(findChromium({ CHROMIUM_PATH: '' }, has(), unsupported)).toBeNull();
  });
});
