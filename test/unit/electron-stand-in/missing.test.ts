import { describe, expect, it } from 'vitest';
import { nativeImage } from '../../support/electron-stand-in/desktop/native-image.ts';
import { StandInNotification } from '../../support/electron-stand-in/desktop/notification.ts';
import { StandInTray } from '../../support/electron-stand-in/desktop/tray.ts';
import { readElectronTypes } from './electron-types.ts';
import { readyStandIn } from './running-stand-in.ts';

const standIn = readyStandIn();
const electron = standIn.electron as Readonly<Record<string, unknown>> & typeof standIn.electron;
const window = new electron.BrowserWindow({ show: false });
const methods = readElectronTypes('methods');

/** Electron's name of a part, and ours. */
const parts: readonly (readonly [string, unknown])[] = [
  ['App', standIn.app],
  ['BrowserWindow', window],
  ['WebContents', window.webContents],
  ['Session', electron.session.defaultSession],
  ['IpcMain', electron.ipcMain],
  ['Protocol', electron.protocol],
  ['Menu', electron.Menu.buildFromTemplate([])],
  ['Tray', new StandInTray(nativeImage.createEmpty())],
  ['Notification', new StandInNotification()],
  ['NativeImage', nativeImage.createEmpty()],
  ...['Screen', 'PowerMonitor', 'GlobalShortcut', 'SafeStorage', 'Clipboard', 'Dialog', 'Shell'].map(
    (name) => [name, electron[`${name[0]?.toLowerCase() ?? ''}${name.slice(1)}`]] as const,
  ),
];
/** What our own part has, the events of Node's emitters among it. */
const has = (part: unknown, name: string): boolean => typeof part === 'object' && part !== null && name in part;
/** Calls a method as an app would that was not compiled against types. */
const use = (part: unknown, name: string): unknown => {
  const { [name]: method } = part as Readonly<Record<string, unknown>>;
  return Reflect.apply(method as () => unknown, part, []);
};

describe('what the stand-in lacks', () => {
  it.each(parts)('throws when it is called: %s', (name, part) => {
    expect(part).toBeTypeOf('object');
    const missing = [...(methods.get(name) ?? [])].filter((method) => !has(part, method));
    for (const method of missing) expect(() => use(part, method), method).toThrow(TypeError);
  });

  it.each([
    ['WebContents', 'openDevTools', window.webContents],
    ['WebContents', 'printToPDF', window.webContents],
    ['Session', 'clearStorageData', electron.session.defaultSession],
    ['Session', 'setProxy', electron.session.defaultSession],
    ['Protocol', 'registerFileProtocol', electron.protocol],
    ['App', 'importCertificate', standIn.app],
  ])('is lacking on purpose: %s.%s', (name, method, part) => {
    expect(methods.get(name)?.has(method)).toBe(true);
    expect(() => use(part, method)).toThrow(TypeError);
  });

  it.each([
    'net',
    'desktopCapturer',
    'contentTracing',
    'utilityProcess',
    'BaseWindow',
    'WebContentsView',
    'MessageChannelMain',
  ])('is the module %s, of which nothing can be used', (name) => {
    expect(Object.keys(electron)).not.toContain(name);
    expect(() => use(electron[name], 'fetch')).toThrow(TypeError);
    expect(() => Reflect.construct(electron[name] as new () => object, [])).toThrow(TypeError);
  });

  it.each([
    ['without isolation', { contextIsolation: false }],
    ['without a sandbox', { sandbox: false }],
    ['with Node', { nodeIntegration: true }],
    ['with webviews', { webviewTag: true }],
  ])('is a page %s', (_, webPreferences) => {
    expect(() => new electron.BrowserWindow({ show: false, webPreferences })).toThrow(
      'The stand-in for Electron shows no page',
    );
  });
});
