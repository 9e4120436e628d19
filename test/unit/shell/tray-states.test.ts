import { describe, expect, it } from 'vitest';
import { type FleetSummary, summarize } from '../../../apps/main/shell/fleet-summary.ts';
import { statusLine } from '../../../apps/main/shell/tray-looks.ts';
import { trayMenu } from '../../../apps/main/shell/tray-menu.ts';
import { english } from '../../../apps/main/shell/words/english.ts';
import type { Hold } from '../../../apps/shared/models/hold.ts';
import { instanceStatuses, type Instance } from '../../../apps/shared/models/instance.ts';
import { problem } from '../../../apps/shared/models/problem-words.ts';
import { defaultSettings } from '../../../apps/shared/models/settings.ts';
import type { TowerState } from '../../../apps/shared/models/tower.ts';
import { anInstance, aRequest, uuid } from '../../support/renderer/builders.ts';
import { findItem, fleetActions } from './menu-items.ts';

const now = Date.parse('2026-05-04T12:00:00');
const still: TowerState = { paused: false, holds: [], storageProblem: null };
const fleet = (change: Partial<Instance>, tower: Partial<TowerState> = {}): FleetSummary => {
  const instance = anInstance(change);
  const requests = instance.status === 'waiting' ? [aRequest()] : [];
  return summarize({
    instances: [instance],
    tasks: [],
    requests,
    tower: { ...still, ...tower },
    settings: defaultSettings,
  });
};
const holdUntil = (number: number, until: number): Hold => ({
  id: uuid(number),
  cause: 'limit',
  instanceIds: [uuid(1)],
  model: null,
  since: 1,
  until,
  attempts: 1,
  problem: problem('task.interruptedByExit'),
});

describe('the tray, with an instance in each of its states', () => {
  it.each([
    ['stopped', 'idle', 'stopped: 1', 'start'],
    ['starting', 'idle', 'starting: 1', 'stop'],
    ['idle', 'idle', 'idle: 1', 'stop'],
    ['working', 'working', 'working: 1', 'stop'],
    ['waiting', 'needsYou', '1 request waits for you · working: 1', 'stop'],
    ['stopping', 'idle', 'stopping: 1', null],
    ['failed', 'error', 'failed: 1', 'start'],
  ] as const)('%s looks %s, says "%s", and offers to %s', (status, mood, line, offered) => {
    const summary = fleet({ status });
    expect(summary.mood).toBe(mood);
    expect(statusLine(summary, english, now)).toBe(line);
    const menu = trayMenu(summary, english, fleetActions(), now);
    expect(findItem(menu, 'status')?.label).toBe(line);
    expect(findItem(menu, `instance:${uuid(1)}`)?.label).toContain(
      status === 'waiting' ? '1 request waits for you' : english.status[status],
    );
    for (const action of ['start', 'stop']) {
      expect(findItem(menu, `${action}:${uuid(1)}`)?.enabled, action).toBe(action === offered);
    }
  });

  it('leaves out none of the states', () => {
    for (const status of instanceStatuses) expect(statusLine(fleet({ status }), english, now)).toMatch(/[1-9]/);
  });
});

describe('the tray, when it is the tower that cannot go on', () => {
  it('looks like an error when nothing can be stored, or a turn does not go on', () => {
    const evidence = {
      state: 'stalled',
      heardAt: 1,
      tools: [],
      cpuPercent: 0,
      retryAt: null,
      retryingSince: null,
      stall: 'silent',
      mending: false,
    } as const;
    expect(fleet({}, { storageProblem: problem('task.interruptedByExit') }).mood).toBe('error');
    expect(fleet({ status: 'working', stall: evidence }).mood).toBe('error');
    expect(fleet({ status: 'working' }).mood).toBe('working');
  });

  it('says that it is paused, and how long the API takes no work yet: until the first hold whose time is still to come', () => {
    const minute = 60_000;
    const holds = [holdUntil(2, now + 345 * minute), holdUntil(1, now + 30 * minute), holdUntil(3, now - minute)];
    const line = (left: readonly Hold[]) => statusLine(fleet({}, { paused: true, holds: left }), english, now);
    expect(line(holds)).toBe('Paused · Waits for the API: 30 minutes left · idle: 1');
    expect(line(holds.slice(2))).toBe('Paused · idle: 1');
  });
});
