import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type FleetSummary, summarize } from '../../../apps/main/shell/fleet-summary.ts';
import { HoldCountdown } from '../../../apps/main/shell/hold-countdown.ts';
import { statusLine, tooltip, trayPicture } from '../../../apps/main/shell/tray-looks.ts';
import { menuText, trayMenu } from '../../../apps/main/shell/tray-menu.ts';
import { trayIsLikely } from '../../../apps/main/shell/tray-presence.ts';
import { english } from '../../../apps/main/shell/words/english.ts';
import { korean } from '../../../apps/main/shell/words/korean.ts';
import type { Instance } from '../../../apps/shared/models/instance.ts';
import { defaultSettings } from '../../../apps/shared/models/settings.ts';
import { anInstance, aRequest, aTask, uuid } from '../../support/renderer/builders.ts';
import { click, findItem, fleetActions } from './menu-items.ts';

const fleetOf = (instances: readonly Instance[], paused = false) =>
  summarize({
    instances,
    tasks: instances.length === 0 ? [] : [aTask()],
    requests: instances.some(({ status }) => status === 'waiting') ? [aRequest()] : [],
    tower: { paused, holds: [], storageProblem: null },
    settings: defaultSettings,
  });

const now = Date.parse('2026-05-04T12:00:00');

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
    expect(statusLine(fleetOf([]), english, now)).toBe('No instances');
    expect(statusLine(fleetOf([anInstance({ status: 'waiting' })], true), english, now)).toBe(
      'Paused · 1 request waits for you · working: 1 · 1 task queued',
    );
    expect(statusLine(fleetOf([anInstance({ status: 'waiting' })]), korean, now)).toContain('응답을 기다리는 요청 1개');
    expect(tooltip(fleetOf([anInstance()]), english, now)).toMatch(/^Claude Control Tower\nidle: 1/);
  });
});

describe('the countdown', () => {
  const minute = 60_000;
  const heldFor = (...lengths: readonly number[]): FleetSummary => ({
    ...fleetOf([anInstance()]),
    heldUntil: lengths.map((length) => now + length),
  });
  let shown: string[];
  let countdown: HoldCountdown;
  beforeEach(() => {
    vi.useFakeTimers({ now });
    shown = [];
    countdown = new HoldCountdown((summary) => shown.push(statusLine(summary, english, Date.now())), Date.now);
  });
  afterEach(() => {
    countdown.close();
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  it('says what is left, as often as somebody can read it, until the time is over', () => {
    countdown.use(heldFor(1.5 * minute));
    vi.advanceTimersByTime(10 * minute);
    expect(shown.map((line) => line.split(' · ')[0])).toEqual([
      'Waits for the API: 2 minutes left',
      'Waits for the API: 1 minute left',
      'Waits for the API: less than a minute left',
      'idle: 1',
    ]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('goes on to the next hold when the time of one is over', () => {
    countdown.use(heldFor(0.5 * minute, 5 * minute));
    vi.advanceTimersByTime(0.5 * minute);
    expect(shown.at(-1)).toContain('5 minutes left');
  });

  it('has no timer where nothing is held, any more or at all', () => {
    countdown.use(heldFor());
    expect(vi.getTimerCount()).toBe(0);
    countdown.use(heldFor(5 * minute));
    expect(vi.getTimerCount()).toBe(1);
    countdown.use(heldFor(-minute));
    expect(vi.getTimerCount()).toBe(0);
    expect(shown.at(-1)).not.toContain('Waits');
  });

  it.each([
    [59_999, 'less than a minute', '1분 미만'],
    [60_000, '1 minute', '1분'],
    [60_001, '2 minutes', '2분'],
    [125 * minute, '2 h 5 min', '2시간 5분'],
    [50 * 60 * minute, '2 d 2 h', '2일 2시간'],
  ])('of %i milliseconds is %s', (left, inEnglish, inKorean) => {
    const menu = trayMenu(heldFor(left), english, fleetActions(), now);
    expect(findItem(menu, 'status')?.label).toContain(`Waits for the API: ${inEnglish} left`);
    expect(tooltip(heldFor(left), english, now)).toContain(`Waits for the API: ${inEnglish} left`);
    expect(tooltip(heldFor(left), korean, now)).toContain(`API를 기다림: ${inKorean} 남음`);
  });
});

describe("the tray's menu", () => {
  it('leads to each instance, starts what is down and stops what is up', () => {
    const actions = fleetActions();
    const instances = [anInstance({ status: 'stopped' }), anInstance({ id: uuid(2), status: 'working' })];
    const menu = trayMenu(fleetOf(instances), english, actions, now);
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
    const actions = fleetActions();
    click(trayMenu(fleetOf([]), english, actions, now), 'pause');
    expect(actions.setPaused).toHaveBeenLastCalledWith(true);
    const paused = trayMenu(fleetOf([], true), english, actions, now);
    for (const id of ['pause', 'create', 'show', 'quit']) click(paused, id);
    expect(actions.setPaused).toHaveBeenLastCalledWith(false);
    for (const action of [actions.createInstance, actions.show, actions.quit]) expect(action).toHaveBeenCalledTimes(1);
  });

  it('is no longer than a screen, and says how many are left out', () => {
    const instances = Array.from({ length: 40 }, (_, index) => anInstance({ id: uuid(index + 1) }));
    const menu = trayMenu(fleetOf(instances), english, fleetActions(), now);
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
