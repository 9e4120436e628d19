import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { EventBus } from '../../../apps/main/events/event-bus.ts';
import { autostartEntry } from '../../../apps/main/shell/autostart-entry.ts';
import { decideClose, type CloseSituation } from '../../../apps/main/shell/close-decision.ts';
import { closeWatched } from '../../../apps/main/shell/close-tower.ts';
import { CrashCount } from '../../../apps/main/shell/crash-count.ts';
import { explainFirstClose } from '../../../apps/main/shell/first-close.ts';
import { FleetView } from '../../../apps/main/shell/fleet-view.ts';
import { quitQuestion } from '../../../apps/main/shell/quit-choices.ts';
import { english } from '../../../apps/main/shell/words/english.ts';
import type { PassingEvent } from '../../../apps/shared/contract/events.ts';
import { anInstance, aSnapshot, uuid } from '../../support/renderer/builders.ts';

describe('closing a window', () => {
  const usual: CloseSituation = {
    quitting: false,
    tray: true,
    closeToTray: true,
    platform: 'linux',
    others: false,
    isMain: true,
  };
  it.each<[string, Partial<CloseSituation>, string]>([
    ['hides the main one where the tray keeps the app', {}, 'hide'],
    ['hides it also beside others', { others: true }, 'hide'],
    ['quits where there is no tray', { tray: false }, 'quit'],
    ['quits where the person wants it so', { closeToTray: false }, 'quit'],
    ['closes one of several', { tray: false, others: true }, 'close'],
    ['closes the last on macOS, which keeps the app', { tray: false, platform: 'darwin' }, 'close'],
    ['closes that of an instance', { isMain: false }, 'close'],
    ['quits with the last of an instance without a tray', { isMain: false, tray: false }, 'quit'],
    ['is never kept from closing while the app quits', { quitting: true, tray: false }, 'close'],
  ])('%s', (_, change, decision) => {
    expect(decideClose({ ...usual, ...change })).toBe(decision);
  });

  it('is explained once', () => {
    const folder = mkdtempSync(join(tmpdir(), 'close-'));
    const file = join(folder, 'explained');
    const explain = vi.fn();
    explainFirstClose(file, explain);
    explainFirstClose(file, explain);
    expect(explain).toHaveBeenCalledTimes(1);
    expect(existsSync(file)).toBe(true);
    rmSync(folder, { recursive: true });
  });
});

describe('the question before quitting', () => {
  it('offers the tray where there is one; Escape cancels', () => {
    const { options, answers } = quitQuestion(2, true, english);
    expect(answers).toEqual(['quit', 'keep', 'cancel']);
    expect(options).toMatchObject({ buttons: ['Quit', 'Keep running in the tray', 'Cancel'], cancelId: 2 });
    expect(options.message).toContain('2 agents');
    expect(quitQuestion(1, false, english)).toMatchObject({ answers: ['quit', 'cancel'], options: { cancelId: 1 } });
  });
});

describe('the closing of the tower', () => {
  it('tells how many instances are still up, until none is', async () => {
    vi.useFakeTimers();
    const bus = new EventBus({ writer: { lastSeq: 0, write: () => null } });
    const instances = [anInstance({ status: 'working' }), anInstance({ id: uuid(2) })];
    const fleet = new FleetView(bus, aSnapshot(0, [...instances, anInstance({ id: uuid(3), status: 'stopped' })]));
    const told: PassingEvent[] = [];
    bus.onPassing((event) => told.push(event));
    const progress: number[] = [];
    const closing = closeWatched({
      bus,
      fleet,
      close: async () => {
        for (const instance of instances) {
          bus.publish('instance.stopped', { instance: { ...instance, status: 'stopped' } });
          await vi.advanceTimersByTimeAsync(500);
        }
      },
      showProgress: (fraction) => progress.push(fraction),
    });
    await closing;
    expect(told.map(({ data }) => data)).toEqual([2, 1, 0].map((remaining) => ({ remaining, total: 2 })));
    expect(progress).toEqual([0, 0.5, 1]);
    fleet.close();
    bus.close();
    vi.useRealTimers();
  });
});

describe('a crash loop', () => {
  it('is told from crashes that are far apart', () => {
    const count = new CrashCount(2, 1000);
    expect([0, 100, 200].map((at) => count.bear(at))).toEqual([true, true, false]);
    expect(count.bear(300)).toBe(true);
    const rare = new CrashCount(2, 1000);
    expect([0, 900, 1800, 2700, 3600].every((at) => rare.bear(at))).toBe(true);
  });
});

describe('the start at login on Linux', () => {
  it('quotes what has blanks and signs', () => {
    const entry = autostartEntry({ executable: '/opt/my apps/tower', args: ['/home/100% "mine"', '--hidden'] });
    expect(entry).toContain('Exec="/opt/my apps/tower" "/home/100%% \\\\"mine\\\\"" "--hidden"\n');
  });
});
