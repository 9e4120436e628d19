import type { Fault } from './fault.ts';

const main = 'main/index.cjs';

/** What makes the app a stranger on the desktop, or loses work. */
export const desktopFaults: readonly Fault[] = [
  {
    name: 'the tray forgets its menu',
    file: main,
    find: /this\.#tray\.setContextMenu\(/,
    replace: 'void (',
    specs: ['tray'],
    titled: 'idle, working',
  },
  {
    name: 'the badge does not count',
    file: main,
    find: /electron\.app\.setBadgeCount\(openRequests\)/,
    replace: 'electron.app.setBadgeCount(0)',
    specs: ['notifications'],
    titled: 'counted on the icon',
  },
  {
    name: 'a second start opens a second app',
    file: main,
    find: /if \(!electron\.app\.requestSingleInstanceLock\(\)\) return false;/,
    replace: '',
    specs: ['windows'],
    titled: 'second start',
  },
  {
    name: 'a page that crashed stays away',
    file: main,
    find: /if \(count\.bear\(Date\.now\(\)\)\) window\.webContents\.reload\(\);/,
    replace: 'if (count.bear(Date.now())) void 0;',
    specs: ['crash'],
    titled: 'while an agent works',
  },
  {
    name: 'the place of the window is not remembered',
    file: main,
    find: /window\.getNormalBounds\(\)/,
    replace: '{ x: 0, y: 0, width: 800, height: 600 }',
    specs: ['windows'],
    titled: 'opens where it was',
  },
  {
    name: 'the app quits without ending its agents',
    file: main,
    find: /close: \(\) => tower\.close\(\)/,
    replace: 'close: async () => undefined',
    specs: ['quit'],
    titled: 'says that it is meant',
  },
  {
    name: 'nobody is asked before agents are ended',
    file: main,
    find: /confirm: \(\) => this\.#confirmQuit\(\)/,
    replace: 'confirm: async () => true',
    specs: ['quit'],
    titled: 'thinks better',
  },
];
