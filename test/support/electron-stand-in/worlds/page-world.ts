import type { Peer } from './peer.ts';

/**
 * What runs in the page's own world before its first script: it puts what the preload exposes on the window, frozen. Its
 * source is injected into pages, so it refers to nothing outside itself.
 */
export function setUpPageWorld(peer: Peer): void {
  const freeze = (value: unknown, seen: Set<unknown>): unknown => {
    if (value === null || (typeof value !== 'object' && typeof value !== 'function') || seen.has(value)) return value;
    seen.add(value);
    for (const item of Object.values(value)) freeze(item, seen);
    return Object.freeze(value);
  };
  // A denied window is null in Electron; Chromium's own would be a window that is closed at once.
  window.open = (url = 'about:blank') => {
    peer.tell('open', new URL(url, document.baseURI).href);
    return null;
  };
  peer.onTold = (key, value) => {
    if (Object.hasOwn(window, key)) {
      throw new Error('Cannot bind an API on top of an existing property on the window object');
    }
    Object.defineProperty(window, key, { value: freeze(value, new Set()), enumerable: true });
  };
}
