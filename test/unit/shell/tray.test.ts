import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { summarize } from '../../../apps/main/shell/fleet-summary.ts';
import { statusLine, tooltip, trayPicture } from '../../../apps/main/shell/tray-looks.ts';
import { menuText, trayMenu } from '../../../apps/main/shell/tray-menu.ts';
import { trayIsLikely } from '../../../apps/main/shell/tray-presence.ts';
import { english } from '../../../apps/main/shell/words/english.ts';
import { korean } from '../../../apps/main/shell/words/korean.ts';
import type { Instance } from '../../../apps/shared/models/instance.ts';
import { anInstance, aRequest, aTask, uuid } from '../../support/renderer/builders.ts';
import { click, findItem } from './menu-items.ts';

const fleetOf = (instances: readonly Instance[], paused = false) =>
  summarize({
    instances,
    tasks: instances.length === 0 ? [] : [aTask()],
    requests: instances.some(({ status }) => status === 'waiting') ? [aRequest()] : [],
    tower: { paused, holds: [], storageProblem: null },
  });

const actionsOf = () => ({
  showInstance: vi.fn(),
  openInWindow: vi.fn(),
  start: vi.fn(),
  stop: vi.fn(),
  setPaused: vi.fn(),
  createInstance: vi.fn(),
  show: vi.fn(),
  quit: vi.fn(),
});

describe('the picture of the tray', () => {
  const moods = ['idle', 'working', 'needsYou', 'error'] as const;
  const platforms = ['darwin', 'linux', 'win32'] as const;

  it('is there for every mood, ground and system, also for dense screens, and differs between moods', () => {
    for (const platform of platforms) {
      for (const dark of [true, false]) {
        const files = moods.map((mood) => trayPicture(mood, platform, dark));
        expect(new Set(files).size).toBe(moods.length);
        for (const file of files.flatMap((name) => [name, name.replace('.png', '@2x.png')])) {
          expect(existsSync(join(import.meta.dirname, '../../../resources/tray', file)), file).toBe(true);
        }
      }
    }
  });

  it('is a template on macOS, which colours it itself, and there alone', () => {
    for (const platform of platforms) {
      expect(trayPicture('idle', platform, true).endsWith('Template.png')).toBe(platform === 'darwin');
    }
  });
});

describe('the status line', () => {
  it('says what matters and leaves out what is not there', () => {
    expect(statusLine(fleetOf([]), english)).toBe('No instances');
    expect(statusLine(fleetOf([anInstance({ status: 'waiting' })], true), english)).toBe(
      'Paused · 1 request waits for you · working: 1 · 1 task queued',
    );
    expect(statusLine(fleetOf([anInstance({ status: 'waiting' })]), korean)).toContain('응답을 기다리는 요청 1개');
    expect(tooltip(fleetOf([anInstance()]), english)).toMatch(/^Claude Control Tower\nidle: 1/);
  });
});

describe("the tray's menu", () => {
  it('leads to each instance, starts what is down and stops what is up', () => {
    const actions = actionsOf();
    const instances = [anInstance({ status: 'stopped' }), anInstance({ id: uuid(2), status: 'working' })];
    const menu = trayMenu(fleetOf(instances), english, actions);
    expect(findItem(menu, `start:${uuid(1)}`)?.enabled).toBe(true);
    expect(findItem(menu, `stop:${uuid(1)}`)?.enabled).toBe(false);
    expect(findItem(menu, `start:${uuid(2)}`)?.enabled).toBe(false);
    click(menu, `show:${uuid(2)}`);
    click(menu, `start:${uuid(1)}`);
    click(menu, `stop:${uuid(2)}`);
    click(menu, `window:${uuid(2)}`);
    expect(actions.showInstance).toHaveBeenCalledWith(uuid(2));
    expect(actions.start).toHaveBeenCalledWith(uuid(1));
    expect(actions.stop).toHaveBeenCalledWith(uuid(2));
    expect(actions.openInWindow).toHaveBeenCalledWith(uuid(2));
  });

  it('pauses or resumes, creates, shows and quits', () => {
    const actions = actionsOf();
    click(trayMenu(fleetOf([]), english, actions), 'pause');
    expect(actions.setPaused).toHaveBeenLastCalledWith(true);
    const paused = trayMenu(fleetOf([], true), english, actions);
    for (const id of ['pause', 'create', 'show', 'quit']) click(paused, id);
    expect(actions.setPaused).toHaveBeenLastCalledWith(false);
    for (const action of [actions.createInstance, actions.show, actions.quit]) expect(action).toHaveBeenCalledTimes(1);
  });

  it('is no longer than a screen, and says how many are left out', () => {
    const instances = Array.from({ length: 40 }, (_, index) => anInstance({ id: uuid(index + 1) }));
    const menu = trayMenu(fleetOf(instances), english, actionsOf());
    expect(menu.length).toBeLessThan(25);
    expect(findItem(menu, 'more')?.label).toBe('25 more…');
  });

  it('shows names as they are, short and in one line', () => {
    expect(menuText('R&D\n  team')).toBe('R&&D team');
    expect(menuText('x'.repeat(100))).toHaveLength(40);
  });
});

describe('the presence of a tray', () => {
  it.each([
    ['win32', {}, true],
    ['darwin', {}, true],
    ['linux', { XDG_CURRENT_DESKTOP: 'KDE' }, true],
    ['linux', { XDG_CURRENT_DESKTOP: 'GNOME' }, false],
    ['linux', { XDG_CURRENT_DESKTOP: 'ubuntu:GNOME' }, true],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, false],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0', XDG_CURRENT_DESKTOP: 'KDE' }, true],
    ['linux', {}, true],
    ['linux', { XDG_CURRENT_DESKTOP: 'GNOME', CONTROL_TOWER_TRAY: 'on' }, true],
    ['win32', { CONTROL_TOWER_TRAY: 'off' }, false],
  ] as const)('on %s with %j is %s', (platform, environment, likely) => {
    expect(trayIsLikely({ platform, environment, host: null })).toBe(likely);
  });

  it('is what the bus says, but for the older trays of X11, which it does not know', () => {
    const platform = 'linux';
    const gnome = { XDG_CURRENT_DESKTOP: 'GNOME', WAYLAND_DISPLAY: 'wayland-0' };
    const kde = { XDG_CURRENT_DESKTOP: 'KDE', WAYLAND_DISPLAY: 'wayland-0' };
    expect(trayIsLikely({ platform, environment: gnome, host: true })).toBe(true);
    expect(trayIsLikely({ platform, environment: kde, host: false })).toBe(false);
    expect(trayIsLikely({ platform, environment: { XDG_CURRENT_DESKTOP: 'XFCE' }, host: false })).toBe(true);
    expect(trayIsLikely({ platform, environment: { CONTROL_TOWER_TRAY: 'off' }, host: true })).toBe(false);
  });
});
