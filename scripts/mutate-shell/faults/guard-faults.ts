import type { Fault } from './fault.ts';

const preload = 'preload/index.cjs';
const main = 'main/index.cjs';
const tower = 'main/chunks/tower-*.cjs';

/** Holes in what guards the person against the page, and the page against its content. */
export const guardFaults: readonly Fault[] = [
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
    name: 'the worlds are not isolated',
    file: main,
    find: /contextIsolation: true/,
    replace: 'contextIsolation: false',
    specs: ['isolation'],
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
    titled: 'a link leads',
  },
  {
    name: 'any link is handed to the system',
    file: main,
    find: /if \(!isWebAddress\(url\)\)/,
    replace: 'if (false)',
    specs: ['guards'],
    titled: 'opens a window',
  },
  {
    name: 'every permission is granted',
    file: main,
    find: /answer\(granted\.has\(permission\).*\);/,
    replace: 'answer(true);',
    specs: ['guards'],
    titled: 'may ask',
  },
  {
    name: 'every permission is said to be granted',
    file: main,
    find: /defaultSession\.setPermissionCheckHandler\(.*\);/,
    replace: 'defaultSession.setPermissionCheckHandler(() => true);',
    specs: ['guards'],
    titled: 'may ask',
  },
  {
    name: 'files are saved',
    file: main,
    find: /defaultSession\.on\("will-download".*\);/,
    replace: '',
    specs: ['guards'],
    titled: 'saves a file',
  },
];
