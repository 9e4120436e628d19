import { describe, expect, it } from 'vitest';
import { judgeWindowGuards } from '../../../scripts/gate/window-guards.ts';

const maker =
  "import { BrowserWindow } from 'electron'; export const open = (): BrowserWindow => new BrowserWindow({});";
const entry = 'guardPages((url: string): boolean => url === own);';
const navigate = "contents.on('will-navigate', (event) => { if (!own(event.url)) event.preventDefault(); });";
const windows = "contents.setWindowOpenHandler(() => ({ action: 'deny' }));";
const guard = (body: string): string =>
  `export function guardPages(own: (url: string) => boolean): void {
    app.on('web-contents-created', (_, contents) => { ${body} });
  }`;

function judge(change: Readonly<Record<string, string>> = {}): readonly string[] {
  const files = {
    'apps/main/index.ts': entry,
    'apps/main/shell/open-window.ts': maker,
    'apps/main/shell/guard.ts': guard(navigate + windows),
    ...change,
  };
  return judgeWindowGuards(Object.entries(files).map(([path, text]) => ({ path, read: () => text })));
}

describe('judgeWindowGuards', () => {
  it('has nothing against windows whose pages are guarded, nor against no windows', () => {
    expect(judge()).toEqual([]);
    expect(judge({ 'apps/main/shell/open-window.ts': '', 'apps/main/shell/guard.ts': '' })).toEqual([]);
  });

  it('looks at the app alone', () => {
    const files = [{ path: 'test/support/x.ts', read: () => maker }];
    expect(judgeWindowGuards(files)).toEqual([]);
  });

  it.each([
    ['no guard at all', '', 'no function guards the pages'],
    ['no guard of navigation', guard(windows), 'no will-navigate'],
    ['no guard of new windows', guard(navigate), 'no setWindowOpenHandler'],
    ['a guard of another page', guard(`other.on('will-navigate', stop); ${windows}`), 'no will-navigate'],
    ['a guard that only looks', guard(`contents.on('will-navigate', () => log()); ${windows}`), 'prevents nothing'],
    [
      'a guard that allows',
      guard(`${navigate} contents.setWindowOpenHandler(() => ({ action: 'allow' }));`),
      'has to answer "deny"',
    ],
    [
      'a guard that sometimes allows',
      guard(`${navigate} contents.setWindowOpenHandler(({ url }) => ({ action: own(url) ? 'allow' : 'deny' }));`),
      'has to answer "deny"',
    ],
    ['a guard that stands elsewhere', "app.on('web-contents-created', guardPage);", 'so that it can be judged'],
  ])('objects to %s', (_, text, fault) => {
    const faults = judge({ 'apps/main/shell/guard.ts': text });
    expect(faults).toEqual(expect.arrayContaining([expect.stringContaining(fault)]));
  });

  it('objects to a guard that nobody sets up', () => {
    expect(judge({ 'apps/main/index.ts': 'start();' })).toEqual([
      'apps/main/shell/guard.ts: apps/main/index.ts does not call guardPages.',
    ]);
  });
});
