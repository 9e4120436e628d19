import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EventBus } from '../../../apps/main/events/event-bus.ts';
import { FleetView } from '../../../apps/main/shell/fleet-view.ts';
import { NewsDesk } from '../../../apps/main/shell/news-desk.ts';
import type { Notice } from '../../../apps/main/shell/notices.ts';
import { english } from '../../../apps/main/shell/words/english.ts';
import { problem } from '../../../apps/shared/models/problem-words.ts';
import { defaultSettings, type Settings } from '../../../apps/shared/models/settings.ts';
import { stallKinds, type TurnEvidence } from '../../../apps/shared/models/stall.ts';
import { anInstance, aSnapshot, aTask, uuid } from '../../support/renderer/builders.ts';

const evidence: TurnEvidence = {
  state: 'stalled',
  heardAt: Date.parse('2026-05-04T11:54:00'),
  tools: [],
  cpuPercent: 0,
  retryAt: null,
  retryingSince: null,
  stall: 'silent',
};

describe('news of trouble', () => {
  let bus: EventBus;
  let fleet: FleetView;
  let desk: NewsDesk;
  let shown: Notice[];
  const shop = anInstance();
  const blog = anInstance({ id: uuid(2), name: 'blog' });
  const why = problem('task.interruptedByExit');
  const fails = (instance = shop) =>
    bus.publish('instance.failed', { instance: { ...instance, status: 'failed', problem: why } });
  const stalls = () => bus.publish('instance.stalled', { instance: { ...shop, status: 'working', stall: evidence } });
  const settle = (settings: Partial<Settings>) =>
    bus.publish('settings.updated', { settings: { ...defaultSettings, ...settings } });
  const bodies = (): readonly string[] => {
    vi.advanceTimersByTime(6000);
    return shown.map(({ title, body }) => `${title}: ${body}`);
  };

  beforeEach(() => {
    vi.useFakeTimers({ now: new Date('2026-05-04T12:00:00') });
    shown = [];
    bus = new EventBus({ writer: { lastSeq: 0, write: () => null } });
    fleet = new FleetView(bus, aSnapshot(0, [shop, blog]));
    desk = new NewsDesk({
      bus,
      fleet,
      words: () => english,
      isWatched: () => false,
      show: (notice) => shown.push(notice),
      now: () => new Date(),
    });
  });
  afterEach(() => {
    desk.close();
    fleet.close();
    bus.close();
    vi.useRealTimers();
  });

  it('is told of an agent that dies, although its task is only interrupted', () => {
    bus.publish('task.interrupted', { task: aTask({ status: 'interrupted', problem: why }) });
    fails();
    expect(bodies()).toEqual([`web shop: has failed. ${why.message}`]);
    expect(shown[0]).toMatchObject({ instanceId: shop.id, answerable: false, requestIds: [] });
  });

  it('is told once where the task has failed with its agent', () => {
    bus.publish('task.failed', { task: aTask({ status: 'failed', problem: why }) });
    fails();
    expect(bodies()).toEqual([`web shop: Failed: Mend the login. ${why.message}`]);
  });

  it('is told of several agents at once', () => {
    fails();
    fails(blog);
    fails(blog);
    expect(bodies()).toEqual(['2 agents need looking after: web shop, blog']);
  });

  it('is not told of an agent that was started again in the meantime', () => {
    fails();
    bus.publish('instance.starting', { instance: { ...shop, status: 'starting' } });
    expect(bodies()).toEqual([]);
  });

  it('is told of a turn that has stalled, unless it goes on, or the tower is to mend it by itself', () => {
    settle({ whenStalled: 'recover' });
    stalls();
    expect(bodies()).toEqual([]);
    settle({ whenStalled: 'tell' });
    stalls();
    bus.publish('instance.recovered', { instance: shop });
    expect(bodies()).toEqual([]);
    stalls();
    expect(bodies()).toEqual(['web shop: does not go on: nothing has come from it for 6 minutes']);
  });

  it('says by which evidence a turn does not go on', () => {
    const reasons = stallKinds.map((stall) => {
      shown = [];
      bus.publish('instance.stalled', { instance: { ...shop, status: 'working', stall: { ...evidence, stall } } });
      return bodies()[0];
    });
    expect(new Set(reasons).size).toBe(stallKinds.length);
    for (const reason of reasons) expect(reason).toMatch(/^web shop: does not go on: \w.*\w$/);
    expect(shown[0]).toMatchObject({ instanceId: shop.id, requestIds: [], answerable: false });
  });

  it('is told after quiet hours of a turn that does not go on even then, and of nothing that has failed', () => {
    settle({ quietHours: { from: '11:00', to: '13:00' } });
    stalls();
    fails(blog);
    expect(bodies()).toEqual([]);
    vi.setSystemTime(new Date('2026-05-04T13:00:00'));
    vi.advanceTimersByTime(60_000);
    expect(bodies()).toEqual(['web shop: does not go on: nothing has come from it for 1 h 6 min']);
  });

  it('heeds what is switched off: ends for what has failed, requests for what has stalled', () => {
    settle({ notifyEnds: false });
    fails();
    expect(bodies()).toEqual([]);
    settle({ notifyRequests: false });
    stalls();
    expect(bodies()).toEqual([]);
    settle({ mutedInstances: [shop.id] });
    fails();
    expect(bodies()).toEqual([]);
  });
});
