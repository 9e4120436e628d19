import type { Fault } from './fault.ts';

const preload = 'preload/index.cjs';
const main = 'main/index.cjs';
const tower = 'main/chunks/tower-*.cjs';

/** What keeps an app from starting, or from being one: mistakes that somebody has made in some Electron app. */
export const startFaults: readonly Fault[] = [
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
    titled: 'idle, working',
  },
];
