import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EventBus } from '../../../apps/main/events/event-bus.ts';
import { summarize } from '../../../apps/main/shell/fleet-summary.ts';
import { FleetView } from '../../../apps/main/shell/fleet-view.ts';
import { defaultSettings } from '../../../apps/shared/models/settings.ts';
import { anInstance, aRequest, aSnapshot, aTask, uuid } from '../../support/renderer/builders.ts';

const tower = { paused: false, holds: [], storageProblem: null };
const none = { instances: [], tasks: [], requests: [], tower, settings: defaultSettings };

describe('the summary of the fleet', () => {
  it('lists first who waits for a person, longest waiting first, then by status', () => {
    const instances = [
      anInstance({ id: uuid(1), name: 'stopped', status: 'stopped', createdAt: 1 }),
      anInstance({ id: uuid(2), name: 'idle', status: 'idle', createdAt: 2 }),
      anInstance({ id: uuid(3), name: 'working', status: 'working', createdAt: 3 }),
      anInstance({ id: uuid(4), name: 'failed', status: 'failed', createdAt: 4 }),
      anInstance({ id: uuid(5), name: 'asked late', status: 'waiting', createdAt: 5 }),
      anInstance({ id: uuid(6), name: 'asked early', status: 'waiting', createdAt: 6 }),
    ];
    const requests = [
      aRequest({ id: uuid(201), instanceId: uuid(5), openedAt: 20 }),
      aRequest({ id: uuid(202), instanceId: uuid(6), openedAt: 10 }),
      aRequest({ id: uuid(203), instanceId: uuid(6), openedAt: 30 }),
    ];
    const summary = summarize({ ...none, instances, requests });
    expect(summary.rows.map(({ name }) => name)).toEqual([
      'asked early',
      'asked late',
      'failed',
      'working',
      'idle',
      'stopped',
    ]);
    expect(summary.rows[0]?.openRequests).toBe(2);
    expect(summary.openRequests).toBe(3);
    expect(summary.busy).toBe(3);
  });

  it('has the mood of what is most urgent', () => {
    const mood = (status: 'idle' | 'working' | 'failed', asks = false) =>
      summarize({ ...none, instances: [anInstance({ status })], requests: asks ? [aRequest()] : [] }).mood;
    expect([mood('idle'), mood('working'), mood('failed'), mood('failed', true)]).toEqual([
      'idle',
      'working',
      'error',
      'needsYou',
    ]);
  });

  it('counts as busy what a quit would interrupt, in the background too', () => {
    const instances = [anInstance({ backgroundTasks: 1 }), anInstance({ id: uuid(2) })];
    expect(summarize({ ...none, instances }).busy).toBe(1);
  });

  it('does not count what is deleted, closed or ended', () => {
    const summary = summarize({
      ...none,
      instances: [anInstance({ deletedAt: 5, status: 'failed' }), anInstance({ id: uuid(2) })],
      requests: [aRequest(), aRequest({ id: uuid(201), instanceId: uuid(2), status: 'answered' })],
      tasks: [aTask(), aTask({ id: uuid(101), instanceId: uuid(2), status: 'completed' })],
    });
    expect(summary).toMatchObject({ mood: 'idle', openRequests: 0, queued: 0 });
    expect(summary.rows.map(({ id }) => id)).toEqual([uuid(2)]);
  });
});

describe('the view of the fleet', () => {
  let bus: EventBus;
  let view: FleetView;

  beforeEach(() => {
    vi.useFakeTimers();
    bus = new EventBus({ writer: { lastSeq: 0, write: () => null } });
    view = new FleetView(bus, aSnapshot(0, [anInstance()]));
  });
  afterEach(() => {
    view.close();
    bus.close();
    vi.useRealTimers();
  });

  it('tells many changes once, with the newest of each', () => {
    const heard = vi.fn();
    view.onChange(heard);
    bus.publish('instance.working', { instance: anInstance({ status: 'working' }) });
    bus.publish('request.opened', { request: aRequest() });
    bus.publish('task.queued', { task: aTask() });
    bus.publish('tower.paused', { tower: { paused: true, holds: [], storageProblem: null } });
    expect(heard).not.toHaveBeenCalled();
    expect(view.summary).toMatchObject({ mood: 'needsYou', queued: 1, paused: true });
    vi.advanceTimersByTime(1000);
    expect(heard).toHaveBeenCalledTimes(1);
    bus.publish('request.answered', { request: aRequest({ status: 'answered' }) });
    bus.publish('task.started', { task: aTask({ status: 'running' }) });
    vi.advanceTimersByTime(1000);
    expect(heard).toHaveBeenLastCalledWith(expect.objectContaining({ mood: 'working', queued: 0, openRequests: 0 }));
    expect(view.isOpen(aRequest().id)).toBe(false);
  });

  it('tells of another order of the instances', () => {
    const heard = vi.fn();
    view.onChange(heard);
    bus.publish('instance.created', { instance: anInstance({ id: uuid(2), createdAt: anInstance().createdAt + 1 }) });
    const placeOf = (id: string) => view.summary.rows.find((row) => row.id === id)?.place;
    expect(placeOf(uuid(2))).toBe(1);
    bus.publish('settings.updated', { settings: { ...defaultSettings, instanceOrder: [uuid(2)] } });
    expect(placeOf(uuid(2))).toBe(0);
    vi.advanceTimersByTime(1000);
    expect(heard).toHaveBeenCalledTimes(1);
  });

  it('knows the settings and who is deleted, and tells nothing after it is closed', () => {
    bus.publish('settings.updated', { settings: { ...defaultSettings, language: 'ko' } });
    bus.publish('instance.deleted', { instance: anInstance({ deletedAt: 9 }) });
    expect(view.settings.language).toBe('ko');
    expect(view.instance(anInstance().id)).toBeNull();
    const heard = vi.fn();
    view.onChange(heard);
    view.close();
    bus.publish('instance.restored', { instance: anInstance() });
    vi.advanceTimersByTime(1000);
    expect(heard).not.toHaveBeenCalled();
  });
});
