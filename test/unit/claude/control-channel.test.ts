import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ControlChannel } from '../../../apps/main/claude/control-channel.ts';
import type { JsonObject } from '../../../apps/shared/models/json.ts';

describe('ControlChannel', () => {
  let written: JsonObject[];
  let channel: ControlChannel;
  const idOf = (index: number): string => String(written[index]?.['request_id']);

  beforeEach(() => {
    vi.useFakeTimers();
    written = [];
    channel = new ControlChannel((message) => written.push(message));
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('writes each question with an id of its own and gives each its own answer, in whatever order they come', async () => {
    const first = channel.ask({ subtype: 'one' }, 1000);
    const second = channel.ask({ subtype: 'two' }, 1000);
    expect(written.map((message) => message['request'])).toEqual([{ subtype: 'one' }, { subtype: 'two' }]);
    expect(idOf(0)).not.toBe(idOf(1));
    expect(channel.receive(idOf(1), { ok: true, response: { for: 'two' } })).toBe(true);
    expect(channel.receive(idOf(0), { ok: false, error: 'no' })).toBe(true);
    await expect(first).resolves.toEqual({ ok: false, error: 'no' });
    await expect(second).resolves.toEqual({ ok: true, response: { for: 'two' } });
  });

  it('gives a question up after its time, and leaves a late answer and a stranger alone', async () => {
    const asked = channel.ask({ subtype: 'slow' }, 500);
    await vi.advanceTimersByTimeAsync(499);
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    await expect(asked).resolves.toEqual({ ok: false, error: 'no answer within 500 ms' });
    expect(channel.receive(idOf(0), { ok: true, response: {} })).toBe(false);
    expect(channel.receive('not ours', { ok: true, response: {} })).toBe(false);
  });

  it('answers every open question when the process is gone, and leaves no timer behind', async () => {
    const open = [channel.ask({}, 1000), channel.ask({}, 2000)];
    channel.close('the process has ended');
    const gone = { ok: false, error: 'the process has ended' };
    await expect(Promise.all(open)).resolves.toEqual([gone, gone]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('takes an answer that comes while the question is being written', async () => {
    const quick: ControlChannel = new ControlChannel((message) => {
      quick.receive(String(message['request_id']), { ok: true, response: {} });
    });
    await expect(quick.ask({}, 1000)).resolves.toEqual({ ok: true, response: {} });
  });
});
