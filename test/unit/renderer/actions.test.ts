import { Circle } from 'lucide-react';
import { describe, expect, it } from 'vitest';
import { keysOf } from '../../../apps/renderer/components/accelerator.ts';
import type { Action, ActionGroup } from '../../../apps/renderer/features/actions/action.ts';
import { findActions } from '../../../apps/renderer/features/actions/find-actions.ts';
import { neighbourOf, nextWaiting } from '../../../apps/renderer/features/actions/neighbours.ts';
import { RecentActions } from '../../../apps/renderer/features/actions/recent-actions.ts';
import {
  choose,
  firstShortcuts,
  holderOf,
  shortcutIds,
  shortcutsOf,
} from '../../../apps/renderer/features/actions/shortcuts.ts';
import { anInstance, aRequest, uuid } from '../../support/renderer/builders.ts';

const action = (id: string, label: string, group: ActionGroup = 'tower', detail?: string): Action => ({
  id,
  group,
  label,
  icon: Circle,
  run: () => undefined,
  ...(detail === undefined ? {} : { detail }),
});

describe('findActions', () => {
  const actions = [
    action('settings', 'Settings'),
    action('stop', 'Stop', 'instance', 'Greeting service'),
    action('show:1', 'Payments API', 'go', 'Ready · payments'),
    action('show:2', 'Greeting service', 'go', 'Working · greeting'),
    action('task:1', 'Bring the retry logic of the client in line', 'task', 'Queued · Payments API'),
  ];
  const idsOf = (query: string, recent: readonly string[] = []) =>
    findActions(actions, query, recent).flatMap((section) => section.actions.map(({ id }) => id));

  it('shows everything by its kind as long as nothing is written, what was used lately first', () => {
    expect(findActions(actions, ' ', ['settings', 'gone']).map(({ group }) => group)).toEqual([
      'recent',
      'instance',
      'go',
      'task',
    ]);
    expect(idsOf('', ['settings'])[0]).toBe('settings');
  });

  it('shows an action once', () => expect(idsOf('', ['stop', 'settings'])).toHaveLength(actions.length));

  it.each([
    ['pay', 'show:1'],
    ['grsrv', 'show:2'],
    ['retry logic', 'task:1'],
    ['SETT', 'settings'],
  ])('finds by %s', (query, id) => expect(idsOf(query)[0]).toBe(id));

  it('finds nothing by what is nowhere', () => expect(idsOf('zzzz')).toEqual([]));

  it('puts what was used lately before what fits as well', () => {
    const twins = [action('a', 'Open the log'), action('b', 'Open the log')];
    expect(findActions(twins, 'log', ['b'])[0]?.actions.map(({ id }) => id)).toEqual(['b', 'a']);
  });

  it('finds words that are not of the Latin alphabet', () => {
    expect(findActions([action('a', '설정'), action('b', '작업')], '설', [])[0]?.actions.map(({ id }) => id)).toEqual([
      'a',
    ]);
  });

  it('shows a bounded number, however many there are', () => {
    const many = Array.from({ length: 1000 }, (_, index) =>
      action(`show:${String(index)}`, `Agent ${String(index)}`, 'go'),
    );
    for (const query of ['', 'agent']) {
      expect(findActions(many, query, []).flatMap((section) => section.actions).length).toBeLessThan(60);
    }
  });
});

describe('shortcuts', () => {
  it('begin without two actions on the same keys, on any system', () => {
    for (const mac of [true, false]) {
      for (const id of shortcutIds) {
        const keys = firstShortcuts[id];
        if (keys !== null) expect(holderOf(keys, id, shortcutsOf({}), mac)).toBeNull();
      }
    }
  });

  it('are those that were chosen, and leave what they do not know alone', () => {
    const shortcuts = shortcutsOf({ create: 'Alt+Q', palette: null, ofTomorrow: 'F5' });
    expect(shortcuts).toMatchObject({ create: 'Alt+Q', palette: null, inbox: firstShortcuts.inbox });
    expect(shortcuts).not.toHaveProperty('ofTomorrow');
    expect(choose({ ofTomorrow: 'F5' }, 'create', 'Alt+Q', false)).toEqual({ ofTomorrow: 'F5', create: 'Alt+Q' });
  });

  it('know who has keys, whatever their name on this system', () => {
    expect(holderOf('Control+K', 'create', shortcutsOf({}), false)).toBe('palette');
    expect(holderOf('Super+K', 'create', shortcutsOf({}), true)).toBe('palette');
    expect(holderOf('Super+K', 'create', shortcutsOf({}), false)).toBeNull();
    expect(holderOf('Control+K', 'palette', shortcutsOf({}), false)).toBeNull();
  });

  it('are taken from who had them', () => {
    expect(choose({}, 'create', 'Control+K', false)).toEqual({ create: 'Control+K', palette: null });
  });

  it('keep nothing of what is as it was at first', () => {
    const changed = choose({}, 'create', 'Alt+Q', false);
    expect(choose(changed, 'create', firstShortcuts.create, false)).toEqual({});
    expect(choose({ palette: null }, 'palette', 'Control+K', false)).toEqual({});
    expect(choose({}, 'log', null, false)).toEqual({});
  });

  it('are shown as they are printed on the keys', () => {
    expect(keysOf('CommandOrControl+Shift+F', false)).toEqual(['Ctrl', 'Shift', 'F']);
    expect(keysOf('CommandOrControl+Shift+F', true)).toEqual(['⌘', '⇧', 'F']);
    expect(keysOf('Alt+Up', false)).toEqual(['Alt', '↑']);
  });
});

describe('RecentActions', () => {
  const stored = new Map<string, string>();
  const storage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.delete(key),
  };

  it('remembers the latest first, each once, and not without end', () => {
    const recent = new RecentActions(storage);
    for (let index = 0; index < 30; index += 1) recent.add(`action ${String(index)}`);
    recent.add('action 28');
    expect(new RecentActions(storage).list().slice(0, 3)).toEqual(['action 28', 'action 29', 'action 27']);
    expect(recent.list()).toHaveLength(20);
  });

  it.each(['no JSON', '{}', '[1, null]'])('bears a storage that holds %s', (value) => {
    expect(new RecentActions({ ...storage, getItem: () => value }).list()).toEqual([]);
  });

  it('bears a storage that is forbidden', () => {
    const forbidden = () => {
      throw new Error('forbidden');
    };
    const recent = new RecentActions({ getItem: forbidden, setItem: forbidden, removeItem: forbidden });
    expect(() => recent.add('a')).not.toThrow();
    expect(recent.list()).toEqual([]);
  });
});

describe('where keys lead', () => {
  const three = [1, 2, 3].map((index) => anInstance({ id: uuid(index) }));
  const [a, b, c] = three;

  it('steps through the instances, and around', () => {
    expect(neighbourOf(three, a?.id ?? '', 1)).toBe(b);
    expect(neighbourOf(three, a?.id ?? '', -1)).toBe(c);
    expect(neighbourOf(three, null, 1)).toBe(a);
  });

  it('leads nowhere when there is no other', () => {
    expect(neighbourOf(three.slice(0, 1), a?.id ?? '', 1)).toBeNull();
    expect(neighbourOf([], null, 1)).toBeNull();
  });

  it('leads from one who waits to the next, the oldest first', () => {
    const open = [aRequest({ instanceId: 'x' }), aRequest({ instanceId: 'y' }), aRequest({ instanceId: 'x' })];
    expect(nextWaiting(open, null, false)).toBe('x');
    expect(nextWaiting(open, 'z', false)).toBe('x');
    expect(nextWaiting(open, 'y', false)).toBe('y');
    expect(nextWaiting(open, 'x', true)).toBe('y');
    expect(nextWaiting(open, 'y', true)).toBe('x');
    expect(nextWaiting(open.slice(0, 1), 'x', true)).toBe('x');
    expect(nextWaiting([], 'x', false)).toBeNull();
  });
});
