import type { MenuItemConstructorOptions } from 'electron';
import { vi } from 'vitest';

/** Finds an item of a menu's template by its id, however deep it is. */
export function findItem(
  template: readonly MenuItemConstructorOptions[],
  id: string,
): MenuItemConstructorOptions | undefined {
  for (const item of template) {
    if (item.id === id) return item;
    const found = Array.isArray(item.submenu) ? findItem(item.submenu, id) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Clicks an item, as a person would: one that is not there or not enabled cannot be clicked. */
export function click(template: readonly MenuItemConstructorOptions[], id: string): void {
  const item = findItem(template, id);
  if (item?.click === undefined || item.enabled === false) throw new Error(`${id} cannot be clicked`);
  // No item of ours looks at what Electron hands to it.
  Reflect.apply(item.click, undefined, []);
}

/** @returns what a menu of the tray calls, each a mock */
export const fleetActions = () => ({
  showInstance: vi.fn(),
  openInWindow: vi.fn(),
  start: vi.fn(),
  stop: vi.fn(),
  setPaused: vi.fn(),
  createInstance: vi.fn(),
  show: vi.fn(),
  quit: vi.fn(),
});
