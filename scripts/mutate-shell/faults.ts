/** One change of the built app that some spec has to notice. */
export interface Fault {
  readonly name: string;
  /** The files below out/ that are changed; `*` stands for what the build adds to names. */
  readonly file: string;
  /** What is looked for in them; null removes the files. */
  readonly find: RegExp | null;
  readonly replace: string;
  /** The specs of test/e2e-electron that should notice. */
  readonly specs: readonly string[];
}

const preload = 'preload/index.cjs';
const main = 'main/index.cjs';
const tower = 'main/chunks/tower-*.cjs';

/** The faults, each of which a person has made in some Electron app. */
export const faults: readonly Fault[] = [
  { name: 'the preload is missing', file: preload, find: null, replace: '', specs: ['launch'] },
  {
    name: 'the preload is an ES module',
    file: preload,
    find: /let electron = require\("electron"\);/,
    replace: 'import * as electron from "electron";',
    specs: ['launch'],
  },
  { name: 'the preload requires fs', file: preload, find: /^/, replace: 'require("fs");', specs: ['launch'] },
  {
    name: 'the preload says a channel wrongly',
    file: preload,
    find: /"tower:call"/,
    replace: '"tower:cal"',
    specs: ['launch'],
  },
  {
    name: 'the preload listens on a wrong channel',
    file: preload,
    find: /"tower:events"/,
    replace: '"tower:event"',
    specs: ['story'],
  },
  {
    name: 'the preload hands ipcRenderer out',
    file: preload,
    find: /kind: "electron",/,
    replace: 'kind: "electron", send: electron.ipcRenderer.send,',
    specs: ['isolation'],
  },
  {
    name: 'an answer cannot be cloned',
    file: main,
    find: /return attached\.window\.call\((.*)\);/,
    replace: 'return Promise.resolve(attached.window.call($1)).then((answer) => ({ ...answer, more: () => 1 }));',
    specs: ['launch'],
  },
  {
    name: 'a window is made before Electron is ready',
    file: main,
    find: /registerAppScheme\(\);/,
    replace: 'registerAppScheme(); new electron.BrowserWindow({ show: false });',
    specs: ['launch'],
  },
  {
    name: 'the page is served without its policy',
    file: tower,
    find: /"content-security-policy": /,
    replace: '"x-none": ',
    specs: ['guards'],
  },
  {
    name: 'the policy lets scripts in the page run',
    file: tower,
    find: /script-src 'self' 'wasm-unsafe-eval'/,
    replace: "script-src 'self' 'unsafe-inline'",
    specs: ['guards'],
  },
  {
    name: 'the page has no policy of its own',
    file: '*/index.html',
    find: /http-equiv="Content-Security-Policy"/,
    replace: 'http-equiv="x-none"',
    specs: ['guards'],
  },
  {
    name: 'the renderer is looked for in a wrong folder',
    file: main,
    find: /serveAppProtocol\(files\.rendererDirectory\)/,
    replace: 'serveAppProtocol(files.rendererDirectory + "-none")',
    specs: ['launch'],
  },
  {
    name: 'the window is never shown',
    file: main,
    find: /window\.once\("ready-to-show", \(\) => window\.show\(\)\);/,
    replace: '',
    specs: ['launch'],
  },
  {
    name: "a name of Electron's is misspelt",
    file: main,
    find: /electron\.Menu\.setApplicationMenu/,
    replace: 'electron.Menu.setAplicationMenu',
    specs: ['launch'],
  },
  { name: 'the sandbox is off', file: main, find: /sandbox: true/, replace: 'sandbox: false', specs: ['isolation'] },
  {
    name: 'the worlds are not isolated',
    file: main,
    find: /contextIsolation: true/,
    replace: 'contextIsolation: false',
    specs: ['isolation'],
  },
  {
    name: "the app's scheme is not a standard one",
    file: main,
    find: /standard: true/,
    replace: 'standard: false',
    specs: ['launch'],
  },
  {
    name: 'the store is not closed',
    file: tower,
    find: /this\.#sqlite\.close\(\);/,
    replace: '',
    specs: ['launch'],
  },
  {
    name: 'the tray has an empty picture',
    file: main,
    find: /this\.#tray\.setImage\(electron\.nativeImage\.createFromPath\(.*\)\);/,
    replace: 'this.#tray.setImage(electron.nativeImage.createEmpty());',
    specs: ['tray'],
  },
  {
    name: 'the tray forgets its menu',
    file: main,
    find: /this\.#tray\.setContextMenu\(/,
    replace: 'void (',
    specs: ['tray'],
  },
  {
    name: 'the badge does not count',
    file: main,
    find: /electron\.app\.setBadgeCount\(openRequests\)/,
    replace: 'electron.app.setBadgeCount(0)',
    specs: ['notifications'],
  },
  {
    name: 'any page is heard',
    file: main,
    find: /return this\.#options\.isOwnAddress\(frame\.url\) \? attached : null;/,
    replace: 'return attached;',
    specs: ['sender'],
  },
  {
    name: 'a link replaces the page',
    file: main,
    find: /contents\.on\("will-navigate"/,
    replace: 'contents.on("will-never"',
    specs: ['guards'],
  },
  {
    name: 'any link is handed to the system',
    file: main,
    find: /if \(!isWebAddress\(url\)\)/,
    replace: 'if (false)',
    specs: ['guards'],
  },
  {
    name: 'every permission is granted',
    file: main,
    find: /answer\(granted\.has\(permission\).*\);/,
    replace: 'answer(true);',
    specs: ['guards'],
  },
  {
    name: 'every permission is said to be granted',
    file: main,
    find: /defaultSession\.setPermissionCheckHandler\(.*\);/,
    replace: 'defaultSession.setPermissionCheckHandler(() => true);',
    specs: ['guards'],
  },
  {
    name: 'files are saved',
    file: main,
    find: /defaultSession\.on\("will-download".*\);/,
    replace: '',
    specs: ['guards'],
  },
  {
    name: 'a second start opens a second app',
    file: main,
    find: /if \(!electron\.app\.requestSingleInstanceLock\(\)\) return false;/,
    replace: '',
    specs: ['windows'],
  },
  {
    name: 'a page that crashed stays away',
    file: main,
    find: /contents\.reload\(\)|webContents\.reload\(\)/,
    replace: 'getTitle()',
    specs: ['crash'],
  },
  {
    name: 'the place of the window is not remembered',
    file: main,
    find: /window\.getNormalBounds\(\)/,
    replace: '{ x: 0, y: 0, width: 800, height: 600 }',
    specs: ['windows'],
  },
  {
    name: 'the app quits without ending its agents',
    file: main,
    find: /close: \(\) => tower\.close\(\)/,
    replace: 'close: async () => undefined',
    specs: ['quit'],
  },
  {
    name: 'nobody is asked before agents are ended',
    file: main,
    find: /confirm: \(\) => this\.#confirmQuit\(\)/,
    replace: 'confirm: async () => true',
    specs: ['quit'],
  },
];
