import { describe, expect, it, vi } from 'vitest';
import { appMenuTemplate } from '../../../apps/main/shell/app-menu-template.ts';
import { summarize } from '../../../apps/main/shell/fleet-summary.ts';
import { english } from '../../../apps/main/shell/words/english.ts';
import { korean } from '../../../apps/main/shell/words/korean.ts';
import { chooseWords } from '../../../apps/main/shell/words/choose-words.ts';
import { defaultSettings, type Settings } from '../../../apps/shared/models/settings.ts';
import { anInstance, aRequest, uuid } from '../../support/renderer/builders.ts';
import { click, findItem } from './menu-items.ts';

const summary = summarize({
  instances: Array.from({ length: 12 }, (_, index) => anInstance({ id: uuid(index + 1), createdAt: index })),
  tasks: [],
  requests: [],
  tower: { paused: true, holds: [], storageProblem: null },
  settings: defaultSettings,
});

const actionsOf = () => ({
  createInstance: vi.fn(),
  findInstance: vi.fn(),
  showInstance: vi.fn(),
  openSettings: vi.fn(),
  setPaused: vi.fn(),
  openData: vi.fn(),
  openLog: vi.fn(),
  showNews: vi.fn(),
  showAbout: vi.fn(),
});

describe('the application menu', () => {
  it.each(['darwin', 'linux', 'win32'] as const)('on %s has each of our items once, and they work', (platform) => {
    const actions = actionsOf();
    const template = appMenuTemplate(platform, summary, english, actions);
    for (const id of ['create', 'find', 'settings', 'pause', 'news', 'open-data', 'open-log', 'about'])
      click(template, id);
    click(template, `instance:${uuid(3)}`);
    expect(actions.setPaused).toHaveBeenCalledWith(false);
    expect(actions.showInstance).toHaveBeenCalledWith(uuid(3));
    for (const action of Object.values(actions)) expect(action).toHaveBeenCalledTimes(1);
    const text = JSON.stringify(template);
    for (const role of ['quit', 'copy', 'paste', 'close', 'zoomIn', 'help']) expect(text).toContain(`"role":"${role}"`);
    expect(text.includes('"role":"hideOthers"')).toBe(platform === 'darwin');
    expect(findItem(template, `instance:${uuid(10)}`)).toBeUndefined();
  });

  it('keeps the keys of an instance when another one needs you', () => {
    const instances = [anInstance({ createdAt: 1 }), anInstance({ id: uuid(2), createdAt: 2, status: 'waiting' })];
    const requests = [aRequest({ instanceId: uuid(2) })];
    const waiting = summarize({
      instances,
      requests,
      tasks: [],
      tower: { paused: false, holds: [], storageProblem: null },
      settings: defaultSettings,
    });
    const template = appMenuTemplate('linux', waiting, english, actionsOf());
    expect(findItem(template, `instance:${uuid(1)}`)?.accelerator).toBe('CommandOrControl+1');
  });

  it('gives the keys in the order of the list in the window, as it was laid and by project', () => {
    const instances = [
      anInstance({ id: uuid(1), createdAt: 1, directory: '/home/ada/shop' }),
      anInstance({ id: uuid(2), createdAt: 2, directory: '/home/ada/blog', status: 'failed' }),
      anInstance({ id: uuid(3), createdAt: 3, directory: '/home/ada/shop' }),
    ];
    const keysOf = (settings: Partial<Settings>): readonly (string | undefined)[] => {
      const laid = { ...defaultSettings, ...settings };
      const fleet = { instances, requests: [], tasks: [], tower: { paused: false, holds: [], storageProblem: null } };
      const template = appMenuTemplate('linux', summarize({ ...fleet, settings: laid }), english, actionsOf());
      return [1, 2, 3].map((id) =>
        findItem(template, `instance:${uuid(id)}`)
          ?.accelerator?.toString()
          .at(-1),
      );
    };
    expect(keysOf({ instanceGrouping: 'flat' })).toEqual(['1', '2', '3']);
    expect(keysOf({})).toEqual(['1', '3', '2']);
    expect(keysOf({ instanceOrder: [uuid(3), uuid(2)] })).toEqual(['2', '3', '1']);
    expect(keysOf({ instanceOrder: [uuid(2)] })).toEqual(['2', '1', '3']);
  });

  it('uses no keys twice', () => {
    const text = JSON.stringify(appMenuTemplate('linux', summary, english, actionsOf()));
    const keys = [...text.matchAll(/"accelerator":"([^"]+)"/g)].map((match) => match[1]);
    expect(keys.length).toBeGreaterThan(10);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('the words of the shell', () => {
  it('are in the language that was chosen, or the first of the system that we have', () => {
    expect(chooseWords('ko', ['en-US'])).toBe(korean);
    expect(chooseWords('en', ['ko'])).toBe(english);
    expect(chooseWords('system', ['fr', 'ko-KR', 'en'])).toBe(korean);
    expect(chooseWords('system', ['fr', 'de'])).toBe(english);
  });

  it('are translated, each of them', () => {
    const same = Object.entries(english).filter(
      ([name, text]) => typeof text === 'string' && Object.entries(korean).some(([n, t]) => n === name && t === text),
    );
    expect(same.map(([name]) => name)).toEqual(['appName']);
  });
});
