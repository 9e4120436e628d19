import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { makeCodec } from '../../support/electron-stand-in/worlds/codec.ts';
import type { FromPreload } from '../../support/electron-stand-in/worlds/preload-world.ts';
import {
  pageWorldScript,
  preloadWorldScript,
  receiveGlobal,
  sendBinding,
} from '../../support/electron-stand-in/worlds/world-scripts.ts';

const codec = makeCodec();

interface Worlds {
  /** Runs a script in the page's own world. */
  readonly page: (code: string) => unknown;
  readonly preload: (code: string) => unknown;
  /** What the preload has told the main process. */
  readonly told: readonly FromPreload[];
}

/**
 * A page whose two worlds share a document, as far as the stand-in's scripts use one.
 * @param sources preloads by their files
 */
function worlds(sources: Readonly<Record<string, string>>, isTop = true): Worlds {
  const document = Object.assign(new EventTarget(), { baseURI: 'app://tower/', title: '' });
  const told: FromPreload[] = [];
  const world = (more: object) => {
    const globals: Record<string, unknown> = { document, EventTarget, CustomEvent, Event, Blob, File, URL, ...more };
    globals['window'] = globals;
    globals['top'] = isTop ? globals : {};
    Object.assign(globals, { URLSearchParams, setTimeout, setInterval, clearTimeout, clearInterval, btoa, atob });
    const events = new EventTarget();
    globals['addEventListener'] = events.addEventListener.bind(events);
    globals['HTMLAnchorElement'] = EventTarget;
    globals['MutationObserver'] = class {
      observe(): void {
        events.dispatchEvent(new Event('observed'));
      }
    };
    return createContext(globals);
  };
  const inPage = world({});
  const inPreload = world({ [sendBinding]: (text: string) => told.push(JSON.parse(text) as FromPreload) });
  runInContext(pageWorldScript('secret'), inPage);
  const process = { platform: 'linux', argv: ['electron', '--more'], env: {}, type: 'renderer', sandboxed: true };
  runInContext(preloadWorldScript({ secret: 'secret', sources: new Map(Object.entries(sources)), process }), inPreload);
  return {
    page: (code) => runInContext(code, inPage) as unknown,
    preload: (code) => runInContext(code, inPreload) as unknown,
    told,
  };
}

/** What a preload makes of an expression. */
function seen(expression: string): unknown {
  const { told } = worlds({
    '/preload.cjs': `require('electron').ipcRenderer.send('seen', ${expression});`,
  });
  const [said] = told;
  if (said?.kind === 'preload-error') throw new Error(said.error);
  return said?.kind === 'send' ? (codec.decode(said.body) as unknown[])[0] : undefined;
}

describe('a preload of the stand-in', () => {
  it('has of Electron what a sandboxed preload has and the app uses', () => {
    expect(seen("Object.keys(require('electron'))")).toEqual(['ipcRenderer', 'contextBridge', 'webUtils']);
    expect(seen("require('electron') === require('electron/renderer')")).toBe(true);
    expect(seen("['events', 'node:events', 'timers', 'url', 'node:url'].map((name) => typeof require(name))")).toEqual(
      Array.from({ length: 5 }, () => 'object'),
    );
  });

  it.each(['fs', 'node:fs', 'path', 'os', 'child_process', 'node:net', 'electron/main', './other.cjs', 'toString'])(
    'cannot require %s, and the main process hears of it',
    (name) => {
      const { told } = worlds({ '/preload.cjs': `require(${JSON.stringify(name)})` });
      expect(told).toHaveLength(1);
      expect(told[0]).toMatchObject({ kind: 'preload-error', file: '/preload.cjs' });
      expect(told[0]).toHaveProperty('error', expect.stringContaining(`module not found: ${name}`));
    },
  );

  it('sees of its process what it was told, and nothing by which it could do anything', () => {
    expect(seen('process.argv')).toEqual(['electron', '--more']);
    expect(seen('[process.sandboxed, process.type, process.env]')).toEqual([true, 'renderer', {}]);
    expect(seen("['exit', 'kill', 'binding', 'dlopen', 'mainModule'].filter((name) => name in process)")).toEqual([]);
    expect(seen('[typeof __dirname, typeof __filename, typeof Buffer, typeof setImmediate]')).toEqual(
      Array.from({ length: 4 }, () => 'undefined'),
    );
  });

  it.each(['ipcRenderer.sendSync', 'ipcRenderer.postMessage', 'contextBridge.exposeInIsolatedWorld'])(
    'is told that the stand-in has no %s',
    (name) => {
      expect(() => seen(`require('electron').${name}('x')`)).toThrow(`The stand-in for Electron has no ${name}.`);
    },
  );

  it('gets paths of files alone', () => {
    expect(() => seen("require('electron').webUtils.getPathForFile({ name: 'x' })")).toThrow('to receive a File');
    expect(seen("require('electron').webUtils.getPathForFile(new File([], 'made by a script'))")).toBe('');
  });

  it('sends nothing that cannot be cloned', () => {
    expect(() => seen('() => 1')).toThrow('An object could not be cloned');
  });

  it('that is no script of CommonJS fails by itself and leaves the others be', () => {
    const { told } = worlds({
      '/module.mjs': "import { ipcRenderer } from 'electron';",
      '/thrower.cjs': "throw new Error('at once')",
      '/good.cjs': "require('electron').ipcRenderer.send('good')",
    });
    expect(told.map((message) => [message.kind, 'file' in message ? message.file : message])).toEqual([
      ['preload-error', '/module.mjs'],
      ['preload-error', '/thrower.cjs'],
      ['send', expect.objectContaining({ channel: 'good' })],
    ]);
  });

  it('does not run in a frame within the page', () => {
    const { told, page } = worlds({ '/preload.cjs': "require('electron').ipcRenderer.send('ran')" }, false);
    expect(told).toEqual([]);
    expect(page('typeof open')).toBe('undefined');
  });

  it('hears answers and news of the main process', async () => {
    const asks = `const { ipcRenderer } = require('electron');
      ipcRenderer.on('news', (_event, n) => ipcRenderer.send('heard', n));
      ipcRenderer.invoke('good').then((value) => ipcRenderer.send('answered', value));
      ipcRenderer.invoke('bad').catch((error) => ipcRenderer.send('failed', error.message));`;
    const { preload, told } = worlds({ '/preload.cjs': asks });
    const hear = (message: object): unknown => preload(`${receiveGlobal}(${JSON.stringify(message)})`);
    hear({ kind: 'event', channel: 'news', body: codec.encode([7]) });
    hear({ kind: 'failure', id: 2, message: 'no' });
    hear({ kind: 'reply', id: 1, body: codec.encode({ n: 8 }) });
    await new Promise((resolve) => setImmediate(resolve));
    const said = told.flatMap((one) => (one.kind === 'send' ? [[one.channel, codec.decode(one.body)]] : []));
    expect(said).toEqual(
      expect.arrayContaining([
        ['heard', [7]],
        ['answered', [{ n: 8 }]],
        ['failed', ['no']],
      ]),
    );
  });
});

describe('the page beside a preload', () => {
  const bridge = `require('electron').contextBridge.exposeInMainWorld('bridge', {
    kind: 'test', deep: { list: [1] }, add: (a, b) => a + b, fail: () => { throw new TypeError('wrong'); } });`;

  it('has what was exposed, and neither require nor process nor the way to the main process', () => {
    const { page, preload } = worlds({ '/preload.cjs': bridge });
    expect(page('[bridge.kind, bridge.add(2, 3), bridge.deep.list[0]]')).toEqual(['test', 5, 1]);
    expect(page(`[typeof require, typeof process, typeof module, typeof ${sendBinding}]`)).toEqual(
      Array.from({ length: 4 }, () => 'undefined'),
    );
    expect(preload(`[typeof ${sendBinding}, typeof bridge]`)).toEqual(['undefined', 'undefined']);
  });

  it('cannot change what was exposed, nor put something else in its place', () => {
    const { page } = worlds({ '/preload.cjs': bridge });
    page("bridge.kind = 'other'; bridge.deep.list.length === 1 && (bridge.add = null); bridge.more = 1;");
    expect(page('[bridge.kind, typeof bridge.add, bridge.more === undefined]')).toEqual(['test', 'function', true]);
    expect(page('Object.isFrozen(bridge) && Object.isFrozen(bridge.deep) && Object.isFrozen(bridge.deep.list)')).toBe(
      true,
    );
    expect(page("Object.getOwnPropertyDescriptor(window, 'bridge').writable")).toBe(false);
  });

  it('hears what a call of the preload threw, with its kind', () => {
    const { page } = worlds({ '/preload.cjs': bridge });
    expect(page("try { bridge.fail() } catch (error) { error.name + ': ' + error.message }")).toBe('TypeError: wrong');
  });

  it('gets nothing exposed on top of what is there', () => {
    const { told } = worlds({ '/one.cjs': bridge, '/two.cjs': bridge });
    expect(told).toEqual([expect.objectContaining({ kind: 'preload-error', file: '/two.cjs' })]);
  });

  it('opens no window: the main process is asked', () => {
    const { page, told } = worlds({});
    expect(page("window.open('/other')")).toBeNull();
    expect(told).toEqual([{ kind: 'open', url: 'app://tower/other' }]);
  });
});
