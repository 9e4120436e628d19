import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Outbox } from '../../../apps/main/gateway/outbox.ts';
import {
  activity,
  appended,
  delta,
  deltaOf,
  FakeWindow,
  instanceId,
  otherInstanceId,
  paused,
  textEntry,
} from './builders.ts';

const megabyte = 1024 * 1024;

describe('Outbox', () => {
  let window: FakeWindow;
  let outbox: Outbox;

  beforeEach(() => {
    vi.useFakeTimers();
    window = new FakeWindow();
    outbox = new Outbox(window);
    outbox.watch([instanceId]);
  });

  afterEach(() => {
    outbox.close();
    vi.useRealTimers();
  });

  it('keeps what is for the host alone from windows', () => {
    const reminded = { requestId: otherInstanceId, instanceId, openedAt: 1 };
    outbox.addPassing({ type: 'request.reminded', data: reminded });
    vi.advanceTimersByTime(1000);
    expect(window.batches).toEqual([]);
  });

  it('sends the deltas of a frame as one a block', () => {
    for (const text of ['Hel', 'lo ', 'you']) outbox.addPassing(delta(text));
    outbox.addPassing(delta('hm', { blockIndex: 1, kind: 'thinking' }));
    outbox.addPassing(delta('!'));
    vi.advanceTimersByTime(15);
    expect(window.batches).toHaveLength(0);
    vi.advanceTimersByTime(1);
    expect(window.batches).toHaveLength(1);
    expect(window.texts).toEqual(['Hello you!', 'hm']);
  });

  it('begins with what is being written when a window begins to watch, and joins what follows to it', () => {
    outbox.watch([]);
    outbox.addPassing(delta('Hel'));
    const open = { ...delta('Hel').data, restart: true };
    if (!('messageId' in open)) throw new Error('not a delta');
    outbox.watch([instanceId], [open]);
    outbox.addPassing(delta('lo'));
    vi.advanceTimersByTime(16);
    expect(window.batches).toEqual([{ passing: [delta('Hello', { restart: true })], durable: [] }]);
  });

  it('forgets the pieces that it holds of a block when all of it so far comes', () => {
    outbox.addPassing(delta('lo'));
    const open = { ...delta('Hello').data, restart: true };
    if (!('messageId' in open)) throw new Error('not a delta');
    outbox.watch([instanceId], [open]);
    vi.advanceTimersByTime(16);
    expect(window.texts).toEqual(['Hello']);
  });

  it('keeps the newest activity of each instance', () => {
    for (const subject of ['Read', 'Bash']) outbox.addPassing(activity(subject));
    outbox.addPassing(activity('Edit', otherInstanceId));
    vi.advanceTimersByTime(16);
    expect(window.batches).toEqual([{ passing: [activity('Bash'), activity('Edit', otherInstanceId)], durable: [] }]);
  });

  it('sends deltas of watched instances only', () => {
    outbox.addPassing(delta('unseen', { instanceId: otherInstanceId }));
    outbox.addPassing(delta('seen'));
    vi.advanceTimersByTime(16);
    expect(window.texts).toEqual(['seen']);
    outbox.addPassing(delta('no longer wanted'));
    outbox.watch([otherInstanceId]);
    vi.advanceTimersByTime(16);
    expect(window.texts).toEqual(['seen']);
  });

  it('sends facts at once, with the deltas that came before them', () => {
    outbox.addPassing(delta('before'));
    outbox.addDurable([paused(7)]);
    expect(window.batches).toEqual([{ passing: [delta('before')], durable: [paused(7)] }]);
    vi.advanceTimersByTime(1000);
    expect(window.batches).toHaveLength(1);
  });

  it('drops the deltas of a block that comes whole', () => {
    outbox.addPassing(delta('half', { blockIndex: 0 }));
    outbox.addPassing(delta('next', { blockIndex: 1 }));
    outbox.addDurable([appended(1, textEntry('whole', { blockIndex: 0 }))]);
    expect(window.texts).toEqual(['next']);
  });

  it('spares a window that lags the deltas, and the rest of a block whose beginning it missed', () => {
    window.backlogBytes = 2 * megabyte;
    outbox.addPassing(delta('missed'));
    vi.advanceTimersByTime(16);
    expect(window.batches).toHaveLength(0);
    outbox.addPassing(delta(' and its rest'));
    vi.advanceTimersByTime(1000);
    expect(window.batches).toHaveLength(0);
    window.backlogBytes = 0;
    outbox.addPassing(delta(' to the end'));
    outbox.addPassing(delta('another', { messageId: 'm2' }));
    vi.advanceTimersByTime(250);
    expect(window.texts).toEqual(['another']);
    expect(window.lags).toEqual([{ pieces: 3, facts: 0 }]);
    outbox.addDurable([appended(1, textEntry('missed and its rest'))]);
    expect(window.seqs).toEqual([1]);
  });

  it('tells a window that lagged of it by itself, once, and sends it what is being written when it asks', () => {
    window.backlogBytes = 2 * megabyte;
    outbox.addPassing(delta('Hel'));
    vi.advanceTimersByTime(300);
    window.backlogBytes = 0;
    vi.advanceTimersByTime(250);
    expect(window.lags).toEqual([{ pieces: 1, facts: 0 }]);
    outbox.watch([instanceId], [{ ...deltaOf('Hello'), restart: true }]);
    outbox.addPassing(delta(' you'));
    vi.advanceTimersByTime(16);
    expect(window.texts).toEqual(['Hello you']);
    vi.advanceTimersByTime(5000);
    expect(window.lags).toHaveLength(1);
  });

  it('looks at the backlog also within a batch of many facts', () => {
    window.weighs = (batch) => batch.durable.length * 100_000;
    outbox.addDurable(Array.from({ length: 2000 }, (_, index) => paused(index + 1)));
    expect(window.seqs).toHaveLength(500);
    window.backlogBytes = 0;
    vi.advanceTimersByTime(250);
    expect(window.seqs.at(-1)).toBe(2000);
    expect(window.lags).toEqual([{ pieces: 0, facts: 1500 }]);
  });

  it('shows a window that lagged too far the gap, once it has caught up', () => {
    window.backlogBytes = 65 * megabyte;
    for (let seq = 1; seq <= 100; seq += 1) outbox.addDurable([paused(seq)]);
    vi.advanceTimersByTime(5000);
    expect(window.batches).toHaveLength(0);
    window.backlogBytes = 0;
    vi.advanceTimersByTime(250);
    expect(window.seqs).toEqual([100]);
    outbox.addDurable([paused(101)]);
    expect(window.seqs).toEqual([100, 101]);
  });

  it('sends nothing once it is closed', () => {
    outbox.addPassing(delta('late'));
    outbox.close();
    outbox.addDurable([paused(1)]);
    outbox.addPassing(delta('later'));
    vi.advanceTimersByTime(1000);
    expect(window.batches).toHaveLength(0);
  });

  it('loses and reorders nothing, whatever comes and whenever', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('delta' as const), block: fc.integer({ min: 0, max: 3 }), text: fc.string() }),
      fc.record({ kind: fc.constant('facts' as const), count: fc.integer({ min: 1, max: 4 }) }),
      fc.record({ kind: fc.constant('time' as const), ms: fc.integer({ min: 0, max: 40 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const far = new FakeWindow();
        const box = new Outbox(far);
        box.watch([instanceId]);
        const written = new Map<number, string>();
        let seq = 0;
        for (const one of steps) {
          if (one.kind === 'delta') {
            box.addPassing(delta(one.text, { blockIndex: one.block }));
            written.set(one.block, (written.get(one.block) ?? '') + one.text);
          } else if (one.kind === 'facts') {
            box.addDurable(Array.from({ length: one.count }, () => paused((seq += 1))));
          } else {
            vi.advanceTimersByTime(one.ms);
          }
        }
        vi.advanceTimersByTime(16);
        const read = new Map<number, string>();
        for (const event of far.batches.flatMap((batch) => batch.passing)) {
          if (event.type !== 'transcript.delta') continue;
          read.set(event.data.blockIndex, (read.get(event.data.blockIndex) ?? '') + event.data.text);
        }
        expect(read).toEqual(written);
        expect(far.seqs).toEqual(Array.from({ length: seq }, (_, index) => index + 1));
        box.close();
      }),
    );
  });
});
