import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { isOwnAddress } from '../../../apps/main/shell/app-address.ts';
import { guardNavigation } from '../../../apps/main/shell/navigation-guard.ts';
import { KeptLog } from '../../support/kept-log.ts';

const { listeners, openExternal } = vi.hoisted(() => ({
  listeners: new Map<string, (event: unknown, contents: unknown) => void>(),
  openExternal: vi.fn((_: string) => Promise.resolve()),
}));
vi.mock('electron', () => ({
  app: { on: (name: string, listener: (event: unknown, contents: unknown) => void) => listeners.set(name, listener) },
  shell: { openExternal },
}));

type OpenHandler = (details: { readonly url: string }) => { readonly action: string };

class FakePage extends EventEmitter {
  openHandler: OpenHandler | null = null;

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }

  /** @returns whether the app prevented it */
  tries(name: string, details: { readonly url?: string; readonly isMainFrame?: boolean } = {}): boolean {
    const preventDefault = vi.fn();
    this.emit(name, { preventDefault, ...details });
    return preventDefault.mock.calls.length > 0;
  }
}

const launchers = [
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,x',
  'smb://host/share',
  'ms-msdt:/id',
  'vscode://file/etc/passwd',
  'control-tower://new?prompt=x',
  'mailto:a@b.example',
  'ssh://host',
  ' https://',
  '',
];

describe('guardNavigation', () => {
  let log: KeptLog;
  let page: FakePage;

  beforeEach(() => {
    openExternal.mockClear();
    log = new KeptLog();
    guardNavigation((url) => isOwnAddress(url, null), log);
    page = new FakePage();
    listeners.get('web-contents-created')?.({}, page);
  });

  it('lets a page go to its own address and to no other', () => {
    expect(page.tries('will-navigate', { url: 'app://tower/?instance=x' })).toBe(false);
    expect(page.tries('will-redirect', { url: 'app://tower/' })).toBe(false);
    for (const url of ['https://elsewhere.example/', ...launchers]) {
      expect(page.tries('will-navigate', { url }), url).toBe(true);
      expect(page.tries('will-redirect', { url }), url).toBe(true);
    }
  });

  it('lets no frame within a page go anywhere, and no webview be made', () => {
    expect(page.tries('will-frame-navigate', { url: 'app://tower/', isMainFrame: false })).toBe(true);
    expect(page.tries('will-frame-navigate', { url: 'app://tower/', isMainFrame: true })).toBe(false);
    expect(page.tries('will-attach-webview')).toBe(true);
  });

  it('opens no window, and outside of the app nothing but web pages', () => {
    for (const url of launchers) expect(page.openHandler?.({ url }), url).toEqual({ action: 'deny' });
    for (const url of launchers) page.tries('will-navigate', { url });
    expect(openExternal).not.toHaveBeenCalled();
    expect(page.openHandler?.({ url: 'https://elsewhere.example/' })).toEqual({ action: 'deny' });
    expect(openExternal.mock.calls).toEqual([['https://elsewhere.example/']]);
    // What is refused is told of by its scheme alone: the rest may be a secret.
    expect(log.lines.every(({ data }) => String(data['scheme']).length < 20)).toBe(true);
  });
});
