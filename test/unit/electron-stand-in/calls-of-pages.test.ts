import { describe, expect, it, vi } from 'vitest';
import { IpcMain } from '../../support/electron-stand-in/window/ipc-main.ts';
import type { WebFrame } from '../../support/electron-stand-in/window/frames.ts';
import type { StandInWindow } from '../../support/electron-stand-in/window/stand-in-window.ts';
import { makeCodec } from '../../support/electron-stand-in/worlds/codec.ts';
import { preloadWorldName, receiveGlobal, sendBinding } from '../../support/electron-stand-in/worlds/world-scripts.ts';
import { readyStandIn, type RunningStandIn } from './running-stand-in.ts';

const codec = makeCodec();
const preload = 1;
const childPreload = 2;
const pageWorld = 3;
const silent = { invoke: 'no answer' };

interface CallEvent {
  readonly sender: unknown;
  readonly senderFrame: WebFrame;
  readonly reply: (channel: string, ...args: unknown[]) => void;
}

interface Page {
  readonly standIn: RunningStandIn;
  readonly window: StandInWindow;
  /** The preload of a world calls a channel. */
  readonly say: (kind: 'invoke' | 'send', channel: string, args: readonly unknown[], world?: number) => void;
  /** What the page was answered, or told, last. */
  readonly told: () => Promise<Told>;
}
interface Told {
  readonly world: unknown;
  readonly kind: string;
  readonly value: unknown;
}

/** A page at app://tower/, with a frame of a stranger within it; both have worlds of a preload, and there is the page's own. */
async function aPage(): Promise<Page> {
  const standIn = readyStandIn();
  const { chromium } = standIn;
  standIn.runtime.schemes.register([{ scheme: 'app' }]);
  const window = await standIn.openWindow();
  const frames = { frame1: standIn.runtime.schemes.toWire('app://tower/'), child: 'https://elsewhere.example/x' };
  for (const [id, url] of Object.entries(frames)) {
    chromium.tell('Page.frameNavigated', { frame: { id, url, loaderId: 'second' } }, 1);
  }
  const worlds = [
    [preload, preloadWorldName, 'frame1'],
    [childPreload, preloadWorldName, 'child'],
    [pageWorld, '', 'frame1'],
  ] as const;
  for (const [id, name, frameId] of worlds) {
    chromium.tell('Runtime.executionContextCreated', { context: { id, name, auxData: { frameId } } }, 1);
  }
  chromium.asked.length = 0;
  return {
    standIn,
    window,
    say: (kind, channel, args, world = preload) => {
      const payload = JSON.stringify({ kind, id: 5, channel, body: codec.encode(args) });
      chromium.tell('Runtime.bindingCalled', { name: sendBinding, payload, executionContextId: world }, 1);
    },
    told: async () => {
      const { params } = await chromium.until('Runtime.evaluate');
      const [, text = ''] = /^\w+\((.*)\)$/s.exec(String(params['expression'])) ?? [];
      expect(params['expression']).toMatch(new RegExp(`^${receiveGlobal}\\(`));
      const message = JSON.parse(text) as { kind: string; id?: number; body?: string; message?: string };
      if (message.kind !== 'event') expect(message.id).toBe(5);
      const value = message.body === undefined ? message.message : codec.decode(message.body);
      return { world: params['contextId'], kind: message.kind, value };
    },
  };
}

describe('what a page asks', () => {
  it('reaches the handler of its channel with what was said and by whom, and is answered in the same world', async () => {
    const { standIn, window, say, told } = await aPage();
    const handler = vi.fn((_event: unknown, ...args: unknown[]) => ({ got: args }));
    standIn.electron.ipcMain.handle('call', handler);
    say('invoke', 'call', ['name', { at: new Date(5) }]);
    expect(await told()).toEqual({ world: preload, kind: 'reply', value: { got: ['name', { at: new Date(5) }] } });
    const event = handler.mock.calls[0]?.[0] as CallEvent;
    expect(event.sender).toBe(window.webContents);
    expect(event.senderFrame).toMatchObject({ url: 'app://tower/', origin: 'app://tower', parent: null });
    expect(event.senderFrame.frameTreeNodeId).toBe(window.webContents.mainFrame.frameTreeNodeId);
  });

  it('tells a frame within the page from the page, so that the app can refuse it', async () => {
    const { standIn, window, say, told } = await aPage();
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const main = window.webContents.mainFrame.frameTreeNodeId;
    standIn.electron.ipcMain.handle('call', (event) => {
      const { senderFrame } = event as CallEvent;
      if (senderFrame.frameTreeNodeId !== main) {
        throw new Error(`refused ${senderFrame.url} in ${senderFrame.parent?.url ?? 'none'}`);
      }
      return 'heard';
    });
    say('invoke', 'call', [], childPreload);
    const answer = await told();
    expect(answer).toMatchObject({ world: childPreload, kind: 'failure' });
    expect(answer.value).toContain('refused https://elsewhere.example/x in app://tower/');
    stderr.mockRestore();
    standIn.chromium.asked.length = 0;
    say('invoke', 'call', []);
    expect(await told()).toEqual({ world: preload, kind: 'reply', value: 'heard' });
  });

  it.each([
    ['the world of the page itself', pageWorld],
    ['a world that is gone', 99],
  ])('is not heard from %s', async (_, world) => {
    const { standIn, say, told } = await aPage();
    const heard: string[] = [];
    standIn.electron.ipcMain.handle('call', () => heard.push('invoke'));
    standIn.electron.ipcMain.on('news', () => heard.push('send'));
    say('invoke', 'call', [], world);
    say('send', 'news', [], world);
    standIn.electron.ipcMain.handle('after', () => silent);
    say('invoke', 'after', []);
    expect((await told()).value).toEqual(silent);
    expect(heard).toEqual([]);
  });

  it('forgets the world of a page that is replaced', async () => {
    const { standIn, say, window } = await aPage();
    const heard: unknown[] = [];
    standIn.electron.ipcMain.on('news', (_event, what) => heard.push(what));
    say('send', 'news', ['before']);
    standIn.chromium.tell('Runtime.executionContextsCleared', {}, 1);
    say('send', 'news', ['after']);
    await vi.waitFor(() => expect(heard).toEqual(['before']));
    window.webContents.send('nobody hears', 1);
    await window.webContents.executeJavaScript('1');
    const evaluated = standIn.chromium.asked.filter(({ method }) => method === 'Runtime.evaluate');
    expect(evaluated.map(({ params }) => params['expression'])).toEqual(['1']);
    expect(heard).toEqual(['before']);
  });

  it.each<[string, (...args: unknown[]) => unknown, string]>([
    [
      'a handler that throws',
      () => {
        throw new TypeError('wrong');
      },
      'TypeError: wrong',
    ],
    ['a handler that rejects', () => Promise.reject(new Error('later')), 'Error: later'],
    ['a handler whose answer cannot be cloned', () => ({ call: () => 1 }), 'An object could not be cloned'],
  ])('is answered with an error by %s, in Electron’s words', async (_, handler, words) => {
    const { standIn, say, told } = await aPage();
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    standIn.electron.ipcMain.handle('call', handler);
    say('invoke', 'call', []);
    const answer = await told();
    expect(answer.kind).toBe('failure');
    expect(answer.value).toContain(`Error invoking remote method 'call': `);
    expect(answer.value).toContain(words);
    expect(stderr).toHaveBeenCalledWith(expect.stringContaining(`Error occurred in handler for 'call'`));
    stderr.mockRestore();
  });

  it('is answered with an error where nobody handles it', async () => {
    const { say, told } = await aPage();
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    say('invoke', 'tower:cal', []);
    expect((await told()).value).toContain("No handler registered for 'tower:cal'");
    stderr.mockRestore();
  });

  it('is heard by its window first, and can be replied to', async () => {
    const { standIn, window, say, told } = await aPage();
    const heard: unknown[] = [];
    standIn.electron.ipcMain.on('news', (event, what) => {
      heard.push(['main', what]);
      (event as CallEvent).reply('thanks', 1);
    });
    window.webContents.ipc.on('news', (_event, what) => heard.push(['window', what]));
    say('send', 'news', ['x']);
    expect(await told()).toEqual({ world: preload, kind: 'event', value: [1] });
    expect(heard).toEqual([
      ['window', 'x'],
      ['main', 'x'],
    ]);
  });
});

describe('what a page is told', () => {
  it('reaches the preload in the main frame alone', async () => {
    const { window, told } = await aPage();
    window.webContents.send('news', { n: 1 });
    expect(await told()).toEqual({ world: preload, kind: 'event', value: [{ n: 1 }] });
  });

  it('is refused when it cannot be cloned, and when the page is gone', async () => {
    const { window } = await aPage();
    expect(() => window.webContents.send('news', () => 1)).toThrow('An object could not be cloned');
    window.destroy();
    expect(() => window.webContents.send('news', 1)).toThrow('Object has been destroyed');
  });
});

describe('handlers', () => {
  it('are one for a channel, and functions', () => {
    const ipc = new IpcMain();
    ipc.handle('call', () => 1);
    expect(() => ipc.handle('call', () => 2)).toThrow("Attempted to register a second handler for 'call'");
    expect(() => ipc.handle('other', 'none' as never)).toThrow('Expected handler to be a function');
    ipc.removeHandler('call');
    expect(() => ipc.handle('call', () => 2)).not.toThrow();
  });

  it('answer once where that was said', async () => {
    const ipc = new IpcMain();
    ipc.handleOnce('call', (_event, more) => more);
    expect(await ipc.answer('call', {}, [7])).toBe(7);
    await expect(ipc.answer('call', {}, [7])).rejects.toThrow("No handler registered for 'call'");
  });
});
