import { describe, expect, it, vi } from 'vitest';
import type { CustomScheme } from 'electron';
import type { Navigation } from '../../support/electron-stand-in/window/request-gate.ts';
import type { StandInWindow } from '../../support/electron-stand-in/window/stand-in-window.ts';
import type { Asked } from './fake-chromium.ts';
import { listen, readyStandIn, RunningStandIn } from './running-stand-in.ts';

const app: CustomScheme = { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } };
const navigations = ['will-navigate', 'will-frame-navigate', 'will-redirect'];

interface Opened {
  readonly standIn: RunningStandIn;
  readonly window: StandInWindow;
  /** The page asks for something. @returns what Chromium is told to do about it */
  readonly ask: (request: Wanted) => Promise<Asked>;
}
interface Wanted {
  readonly url: string;
  readonly type?: string;
  readonly frame?: string;
  readonly redirected?: boolean;
  readonly method?: string;
  readonly body?: string;
}

async function opened(scheme = app): Promise<Opened> {
  const standIn = new RunningStandIn();
  standIn.electron.protocol.registerSchemesAsPrivileged([scheme]);
  standIn.becomeReady();
  const window = await standIn.openWindow();
  let last = 0;
  return {
    standIn,
    window,
    ask: async ({ url, type = 'Document', frame = 'frame1', redirected = false, method = 'GET', body }) => {
      const requestId = `request${++last}`;
      const paused = {
        requestId,
        networkId: requestId,
        frameId: frame,
        resourceType: type,
        ...(redirected ? { redirectedRequestId: 'before' } : {}),
        request: { url: standIn.runtime.schemes.toWire(url), method, headers: { accept: '*/*' }, postData: body },
      };
      standIn.chromium.tell('Fetch.requestPaused', paused, 1);
      return Promise.race(
        ['continueRequest', 'failRequest', 'fulfillRequest'].map((verdict) =>
          standIn.chromium.until(`Fetch.${verdict}`, (params) => params['requestId'] === requestId),
        ),
      );
    },
  };
}

const aborted = { method: 'Fetch.failRequest', params: { errorReason: 'Aborted' } };
const failed = { method: 'Fetch.failRequest', params: { errorReason: 'Failed' } };

describe('where a page goes', () => {
  it('is told to the app, which may prevent it, first as any frame’s and then as the page’s', async () => {
    const { window, ask } = await opened();
    const told = listen(window.webContents, navigations);
    expect(await ask({ url: 'https://elsewhere.example/' })).toMatchObject({ method: 'Fetch.continueRequest' });
    expect(told).toEqual(['will-frame-navigate', 'will-navigate']);
    window.webContents.on('will-navigate', (event: Navigation, url: string) => {
      expect(url).toBe('https://elsewhere.example/');
      expect(event).toMatchObject({ url, isMainFrame: true, isSameDocument: false });
      event.preventDefault();
    });
    expect(await ask({ url: 'https://elsewhere.example/' })).toMatchObject(aborted);
  });

  it('is not asked twice where the first answer was no', async () => {
    const { window, ask } = await opened();
    window.webContents.on('will-frame-navigate', (event: Navigation) => event.preventDefault());
    const told = listen(window.webContents, navigations);
    expect(await ask({ url: 'https://elsewhere.example/' })).toMatchObject(aborted);
    expect(told).toEqual(['will-frame-navigate']);
  });

  it('is told of a frame within it as that, and of a redirect as one', async () => {
    const { window, ask } = await opened();
    const seen: Navigation[] = [];
    window.webContents.on('will-frame-navigate', (event: Navigation) => seen.push(event));
    window.webContents.on('will-redirect', (event: Navigation) => event.preventDefault());
    const told = listen(window.webContents, navigations);
    await ask({ url: 'https://elsewhere.example/', frame: 'child' });
    expect([told, seen.map(({ isMainFrame }) => isMainFrame)]).toEqual([['will-frame-navigate'], [false]]);
    expect(await ask({ url: 'https://elsewhere.example/', redirected: true })).toMatchObject(aborted);
    expect(told.slice(1)).toEqual(['will-redirect']);
  });

  it('is not asked where the app itself sends it, that one time', async () => {
    const { standIn, window, ask } = await opened();
    standIn.electron.protocol.handle('app', () => new Response('x'));
    const told = listen(window.webContents, navigations);
    const loading = window.webContents.loadURL('app://tower/#at');
    await standIn.chromium.until('Page.navigate');
    await ask({ url: 'app://tower/' });
    expect(told).toEqual([]);
    await ask({ url: 'app://tower/' });
    expect(told).toEqual(['will-frame-navigate', 'will-navigate']);
    standIn.chromium.tell('Page.lifecycleEvent', { frameId: 'frame1', name: 'load' }, 1);
    await loading;
  });

  it('is no new window: the app is asked, and the page gets none', async () => {
    const { standIn, window } = await opened();
    const asked: string[] = [];
    window.webContents.setWindowOpenHandler(({ url }) => {
      asked.push(url);
      return { action: 'deny' };
    });
    const payload = JSON.stringify({ kind: 'open', url: 'https://elsewhere.example/' });
    standIn.chromium.tell('Runtime.bindingCalled', { name: 'electronStandInSend', payload, executionContextId: 1 }, 1);
    await vi.waitFor(() => expect(asked).toEqual(['https://elsewhere.example/']));
    expect(standIn.electron.BrowserWindow.getAllWindows()).toEqual([window]);
    expect(standIn.chromium.asked.filter(({ method }) => method === 'Target.createTarget')).toHaveLength(1);
  });

  it('fails a stand-in that would have to open a window for a page', async () => {
    const { standIn, window } = await opened();
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const fail = vi.spyOn(window, 'fail').mockReturnValue();
    const payload = JSON.stringify({ kind: 'open', url: 'https://elsewhere.example/' });
    standIn.chromium.tell('Runtime.bindingCalled', { name: 'electronStandInSend', payload, executionContextId: 1 }, 1);
    await vi.waitFor(() => expect(fail).toHaveBeenCalledOnce());
    expect(stderr).toHaveBeenCalledWith(expect.stringContaining('opens no window for a page'));
    stderr.mockRestore();
  });
});

describe('a scheme of the app', () => {
  it('is answered by its handler with status, headers and body, and by nobody once it is given up', async () => {
    const { standIn, ask } = await opened();
    const seen: string[] = [];
    standIn.electron.protocol.handle('app', async (request) => {
      seen.push(`${request.method} ${request.url} ${await request.text()}`);
      return new Response('answer', { status: 404, headers: { 'x-own': 'yes', 'content-type': 'text/css' } });
    });
    const { method, params } = await ask({ url: 'app://tower/a.css?x=1', type: 'Stylesheet' });
    await ask({ url: 'app://tower/api', type: 'Fetch', method: 'POST', body: 'sent' });
    expect(seen).toEqual(['GET app://tower/a.css?x=1 ', 'POST app://tower/api sent']);
    expect(method).toBe('Fetch.fulfillRequest');
    expect(params).toMatchObject({ responseCode: 404, body: Buffer.from('answer').toString('base64') });
    expect(params['responseHeaders']).toContainEqual({ name: 'x-own', value: 'yes' });
    standIn.electron.protocol.unhandle('app');
    expect(await ask({ url: 'app://tower/a.css', type: 'Stylesheet' })).toMatchObject(failed);
  });

  it('fails what its handler throws over', async () => {
    const { standIn, ask } = await opened();
    standIn.electron.protocol.handle('app', () => {
      throw new Error('wrong');
    });
    expect(await ask({ url: 'app://tower/a.css', type: 'Stylesheet' })).toMatchObject(failed);
  });

  it.each<[string, CustomScheme, string, string]>([
    ['parts without being standard', { scheme: 'app', privileges: { supportFetchAPI: true } }, 'Script', 'failRequest'],
    ['fetches without the privilege', { scheme: 'app', privileges: { standard: true } }, 'Fetch', 'failRequest'],
    ['parts as a standard one', { scheme: 'app', privileges: { standard: true } }, 'Script', 'fulfillRequest'],
    ['fetches with the privilege', app, 'Fetch', 'fulfillRequest'],
  ])('is judged by its privileges: %s', async (_, scheme, type, verdict) => {
    const { standIn, ask } = await opened(scheme);
    standIn.electron.protocol.handle('app', () => new Response('x'));
    expect((await ask({ url: 'app://tower/x', type })).method).toBe(`Fetch.${verdict}`);
  });

  it('gets its privileges before the app is ready, and its handler after that', () => {
    const standIn = new RunningStandIn();
    const { protocol } = standIn.electron;
    expect(() => protocol.handle('app', () => new Response('x'))).toThrow('only be used after app is ready');
    standIn.becomeReady();
    expect(() => protocol.registerSchemesAsPrivileged([app])).toThrow('should be called before app is ready');
    protocol.handle('app', () => new Response('x'));
    expect(protocol.isProtocolHandled('app')).toBe(true);
  });
});

describe('what a page is permitted', () => {
  async function settings(standIn: RunningStandIn): Promise<ReadonlyMap<string, string>> {
    const window = await standIn.openWindow();
    void window.webContents.loadURL('https://page.example/path');
    await standIn.chromium.until('Page.navigate');
    const set = standIn.chromium.asked.filter(({ method }) => method === 'Browser.setPermission');
    expect(new Set(set.map(({ params }) => params['origin']))).toEqual(new Set(['https://page.example']));
    return new Map(
      set.map(({ params }) => [(params['permission'] as { name: string }).name, String(params['setting'])]),
    );
  }

  it('is everything where the app does not decide, as in Electron', async () => {
    const granted = await settings(readyStandIn());
    expect([...granted.keys()]).toEqual(
      expect.arrayContaining(['geolocation', 'camera', 'microphone', 'notifications']),
    );
    expect(new Set(granted.values())).toEqual(new Set(['granted']));
  });

  it('is what one of the app’s handlers grants', async () => {
    const standIn = readyStandIn();
    const session = standIn.electron.session.defaultSession;
    const asked: string[] = [];
    session.setPermissionCheckHandler((_contents, permission, origin, { isMainFrame }) => {
      expect([origin, isMainFrame]).toEqual(['https://page.example/path', true]);
      return permission === 'midi';
    });
    session.setPermissionRequestHandler((_contents, permission, answer) => {
      asked.push(permission);
      answer(permission === 'media');
    });
    const set = await settings(standIn);
    expect([...set].filter(([, setting]) => setting === 'granted').map(([name]) => name)).toEqual([
      'camera',
      'microphone',
      'midi',
    ]);
    expect(asked).not.toContain('midi');
  });

  it('is everything where one of them is lacking, whatever the other says', async () => {
    const standIn = readyStandIn();
    standIn.electron.session.defaultSession.setPermissionCheckHandler(() => false);
    // There is a hole: nobody decides over requests.
    expect(new Set((await settings(standIn)).values())).toEqual(new Set(['granted']));
  });
});

it('tells the app of what a page wants to save, and of its own name for it', async () => {
  const standIn = readyStandIn();
  const told = new Promise<readonly string[]>((resolve) => {
    standIn.electron.session.defaultSession.once(
      'will-download',
      (
        event: { preventDefault: () => void; defaultPrevented: boolean },
        item: Record<'getURL' | 'getFilename', () => string>,
      ) => {
        event.preventDefault();
        resolve([item.getURL(), item.getFilename(), String(event.defaultPrevented)]);
      },
    );
  });
  standIn.chromium.tell('Browser.downloadWillBegin', {
    url: 'https://elsewhere.example/f',
    suggestedFilename: 'f.zip',
  });
  expect(await told).toEqual(['https://elsewhere.example/f', 'f.zip', 'true']);
});
