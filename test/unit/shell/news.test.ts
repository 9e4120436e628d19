import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isQuiet } from '../../../apps/main/shell/quiet-hours.ts';
import type { Settings } from '../../../apps/shared/models/settings.ts';
import { anInstance, aRequest, aTask, uuid } from '../../support/renderer/builders.ts';
import { DeskUnderTest } from './desk-under-test.ts';

describe('quiet hours', () => {
  const at = (clock: string): Date => new Date(`2026-05-04T${clock}:00`);
  it.each([
    ['22:00', '08:00', '23:30', true],
    ['22:00', '08:00', '22:00', true],
    ['22:00', '08:00', '07:59', true],
    ['22:00', '08:00', '08:00', false],
    ['12:00', '13:00', '12:30', true],
    ['12:00', '13:00', '13:00', false],
    ['12:00', '12:00', '03:00', true],
  ])('from %s to %s hold at %s: %s', (from, to, clock, quiet) => {
    expect(isQuiet({ from, to }, at(clock))).toBe(quiet);
  });
});

describe('the news desk', () => {
  let desk: DeskUnderTest;
  const shop = anInstance();
  const blog = anInstance({ id: uuid(2), name: 'blog' });
  const opens = (number: number, instanceId = shop.id) =>
    desk.bus.publish('request.opened', { request: aRequest({ id: uuid(number), instanceId }) });
  const ends = (number: number, failed = false, instanceId = shop.id) =>
    failed
      ? desk.bus.publish('task.failed', { task: aTask({ id: uuid(number), instanceId, status: 'failed' }) })
      : desk.bus.publish('task.completed', { task: aTask({ id: uuid(number), instanceId, status: 'completed' }) });

  beforeEach(() => {
    desk = new DeskUnderTest([shop, blog]);
  });
  afterEach(() => desk.close());

  it('tells of one permission with the tool alone, to be answered in place', () => {
    opens(201);
    vi.advanceTimersByTime(6000);
    expect(desk.shown).toEqual([
      {
        title: 'web shop',
        body: 'asks for a permission: Bash',
        instanceId: shop.id,
        requestIds: [uuid(201)],
        answerable: true,
      },
    ]);
  });

  it('makes one notification of a flood, and one more of what came after it', () => {
    for (let number = 0; number < 50; number += 1) ends(number, number % 2 === 0);
    vi.advanceTimersByTime(2000);
    expect(desk.shown.map(({ title }) => title)).toEqual(['25 tasks are done, 25 failed']);
    for (let number = 50; number < 60; number += 1) {
      ends(number, false, number % 2 === 0 ? shop.id : blog.id);
      vi.advanceTimersByTime(300);
    }
    vi.advanceTimersByTime(6000);
    expect(desk.shown.map(({ title, instanceId }) => [title, instanceId])).toEqual([
      ['25 tasks are done, 25 failed', shop.id],
      ['10 tasks are done', null],
    ]);
  });

  it('does not let several requests be answered at once', () => {
    opens(201);
    opens(202, blog.id);
    vi.advanceTimersByTime(6000);
    expect(desk.shown).toMatchObject([{ title: '2 requests wait for you', answerable: false, instanceId: null }]);
  });

  it('is silent while somebody looks, and about what was answered in the meantime', () => {
    desk.watched = true;
    opens(201);
    vi.advanceTimersByTime(6000);
    desk.watched = false;
    opens(202);
    desk.bus.publish('request.answered', { request: aRequest({ id: uuid(202), status: 'answered' }) });
    vi.advanceTimersByTime(6000);
    expect(desk.shown).toEqual([]);
  });

  it('tells soon enough after the clock was set back', () => {
    ends(101);
    vi.advanceTimersByTime(2000);
    vi.setSystemTime(new Date('2026-05-04T09:00:00'));
    ends(102);
    vi.advanceTimersByTime(6000);
    expect(desk.shown).toHaveLength(2);
  });

  describe('about a request that goes on waiting', () => {
    const openedAt = Date.parse('2026-05-04T12:00:00');
    const asks = (number: number, instance = shop) =>
      desk.bus.publish('request.opened', {
        request: aRequest({ id: uuid(number), instanceId: instance.id, openedAt: Date.now() }),
      });
    const reminds = (number: number, instance = shop) =>
      desk.bus.pass('request.reminded', { requestId: uuid(number), instanceId: instance.id, openedAt });
    const answers = (number: number) =>
      desk.bus.publish('request.answered', { request: aRequest({ id: uuid(number), status: 'answered' }) });
    const told = (): readonly string[] => {
      vi.advanceTimersByTime(6000);
      return desk.shown.splice(0).map(({ title, body }) => `${title}: ${body}`.replace(/\s/g, ' '));
    };
    const asksFirst = 'web shop: asks for a permission: Bash';
    const untilOne = { quietHours: { from: '12:00', to: '13:00' } };
    const itIs = (clock: string, day = 4): void => {
      vi.setSystemTime(new Date(`2026-05-0${day}T${clock}:00`));
      vi.advanceTimersByTime(60_000);
    };

    it('tells of it again, since when it waits, to be answered in place', () => {
      asks(201);
      expect(told()).toEqual([asksFirst]);
      reminds(201);
      vi.advanceTimersByTime(6000);
      expect(desk.shown[0]).toMatchObject({ instanceId: shop.id, requestIds: [uuid(201)], answerable: true });
      expect(told()).toEqual([`${asksFirst}. It still waits for you, since 12:00 PM`]);
      itIs('09:00', 5);
      reminds(201);
      expect(told()).toEqual([`${asksFirst}. It still waits for you, since May 4, 12:00 PM`]);
    });

    it('tells of several at once, and does not remind of what has just come', () => {
      asks(201);
      asks(202, blog);
      told();
      reminds(201);
      reminds(202, blog);
      expect(told()).toEqual(['2 requests still wait for you: web shop, blog']);
      reminds(201);
      asks(203, blog);
      expect(told()).toEqual(['2 requests wait for you: web shop, blog']);
    });

    it('does not remind of what was answered, is muted, or is not to be told of', () => {
      asks(201);
      told();
      answers(201);
      reminds(201);
      expect(told()).toEqual([]);
      asks(202);
      told();
      for (const settings of [{ mutedInstances: [shop.id] }, { notifyRequests: false }]) {
        desk.settle(settings);
        reminds(202);
        expect(told()).toEqual([]);
      }
    });

    it('tells once after quiet hours of what came in them and still waits, and not of what was answered', () => {
      desk.settle(untilOne);
      asks(201);
      asks(202, blog);
      reminds(202, blog);
      ends(101);
      expect(told()).toEqual([]);
      answers(201);
      itIs('12:58');
      expect(told()).toEqual([]);
      itIs('13:00');
      expect(told()).toEqual(['blog: asks for a permission: Bash. It still waits for you, since 12:00 PM']);
      itIs('14:00');
      expect(told()).toEqual([]);
      expect(vi.getTimerCount()).toBe(0);
    });

    it('does not look for the end of quiet hours once there is nothing to tell', () => {
      desk.settle(untilOne);
      asks(201);
      answers(201);
      vi.advanceTimersByTime(60_000);
      expect(vi.getTimerCount()).toBe(0);
    });

    it('tells at once when quiet hours are switched off, and keeps silent about what is muted by then', () => {
      desk.settle(untilOne);
      asks(201);
      asks(202, blog);
      told();
      desk.settle({ mutedInstances: [blog.id] });
      expect(told()).toEqual([`${asksFirst}. It still waits for you, since 12:00 PM`]);
    });

    it('keeps what would be told when quiet hours have just begun', () => {
      vi.setSystemTime(new Date('2026-05-04T11:59:59'));
      desk.settle(untilOne);
      asks(201);
      expect(told()).toEqual([]);
      itIs('13:00');
      expect(told()).toHaveLength(1);
    });
  });

  it('does not tell later of what happened in quiet hours, however soon they end', () => {
    desk.settle({ quietHours: { from: '11:00', to: '13:00' } });
    ends(101);
    desk.settle({});
    ends(102);
    vi.advanceTimersByTime(6000);
    expect(desk.shown).toMatchObject([{ title: 'web shop' }]);
  });

  it.each<[string, Partial<Settings>]>([
    ['muted', { mutedInstances: [shop.id] }],
    ['in quiet hours', { quietHours: { from: '11:00', to: '13:00' } }],
    ['switched off', { notifyRequests: false, notifyEnds: false }],
  ])('is silent when %s', (_, settings) => {
    desk.settle(settings);
    opens(201);
    ends(101);
    vi.advanceTimersByTime(6000);
    expect(desk.shown).toEqual([]);
    desk.bus.publish('request.answered', { request: aRequest({ id: uuid(201), status: 'answered' }) });
    desk.settle({});
    ends(102);
    vi.advanceTimersByTime(6000);
    expect(desk.shown).toHaveLength(1);
  });
});
