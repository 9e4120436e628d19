import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { problem } from '../../../apps/shared/models/problem-words.ts';
import { stallKinds, type TurnEvidence } from '../../../apps/shared/models/stall.ts';
import { anInstance, aTask, uuid } from '../../support/renderer/builders.ts';
import { DeskUnderTest } from './desk-under-test.ts';

const evidence: TurnEvidence = {
  state: 'stalled',
  heardAt: Date.parse('2026-05-04T11:54:00'),
  tools: [],
  cpuPercent: 0,
  retryAt: null,
  retryingSince: null,
  stall: 'silent',
  mending: false,
};

describe('news of trouble', () => {
  let desk: DeskUnderTest;
  const shop = anInstance();
  const blog = anInstance({ id: uuid(2), name: 'blog' });
  const why = problem('task.interruptedByExit');
  const fails = (instance = shop) =>
    desk.bus.publish('instance.failed', { instance: { ...instance, status: 'failed', problem: why } });
  const stalls = (mending = false) =>
    desk.bus.publish('instance.stalled', {
      instance: { ...shop, status: 'working', stall: { ...evidence, mending } },
    });
  const bodies = (): readonly string[] => {
    vi.advanceTimersByTime(6000);
    return desk.shown.map(({ title, body }) => `${title}: ${body}`);
  };

  beforeEach(() => {
    desk = new DeskUnderTest([shop, blog]);
  });
  afterEach(() => desk.close());

  it('is told of an agent that dies, although its task is only interrupted', () => {
    desk.bus.publish('task.interrupted', { task: aTask({ status: 'interrupted', problem: why }) });
    fails();
    expect(bodies()).toEqual([`web shop: has failed. ${why.message}`]);
    expect(desk.shown[0]).toMatchObject({ instanceId: shop.id, answerable: false, requestIds: [] });
  });

  it('is told once where the task has failed with its agent', () => {
    desk.bus.publish('task.failed', { task: aTask({ status: 'failed', problem: why }) });
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
    desk.bus.publish('instance.starting', { instance: { ...shop, status: 'starting' } });
    expect(bodies()).toEqual([]);
  });

  it('is told of a turn that has stalled, unless it goes on, or the tower still mends it by itself', () => {
    stalls(true);
    expect(bodies()).toEqual([]);
    stalls();
    desk.bus.publish('instance.recovered', { instance: shop });
    expect(bodies()).toEqual([]);
    stalls();
    expect(bodies()).toEqual(['web shop: does not go on: nothing has come from it for 6 minutes']);
  });

  it('says by which evidence a turn does not go on', () => {
    const reasons = stallKinds.map((stall) => {
      desk.shown.length = 0;
      desk.bus.publish('instance.stalled', { instance: { ...shop, status: 'working', stall: { ...evidence, stall } } });
      return bodies()[0];
    });
    expect(new Set(reasons).size).toBe(stallKinds.length);
    for (const reason of reasons) expect(reason).toMatch(/^web shop: does not go on: \w.*\w$/);
    expect(desk.shown[0]).toMatchObject({ instanceId: shop.id, requestIds: [], answerable: false });
  });

  it('is told after quiet hours of a turn that does not go on even then, and of nothing that has failed', () => {
    desk.settle({ quietHours: { from: '11:00', to: '13:00' } });
    stalls();
    fails(blog);
    expect(bodies()).toEqual([]);
    vi.setSystemTime(new Date('2026-05-04T13:00:00'));
    vi.advanceTimersByTime(60_000);
    expect(bodies()).toEqual(['web shop: does not go on: nothing has come from it for 1 h 6 min']);
  });

  it('heeds what is switched off: ends for what has failed, requests for what has stalled', () => {
    desk.settle({ notifyEnds: false });
    fails();
    expect(bodies()).toEqual([]);
    desk.settle({ notifyRequests: false });
    stalls();
    expect(bodies()).toEqual([]);
    desk.settle({ mutedInstances: [shop.id] });
    fails();
    expect(bodies()).toEqual([]);
  });
});
