import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { onNpmGone } from '../../../apps/main/host/parent-watch.ts';

describe('onNpmGone', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('tells once when the shell of an npm script is gone', () => {
    const process = { ppid: 10, env: { npm_lifecycle_event: 'start' } };
    const gone = vi.fn();
    onNpmGone(process, gone);
    vi.advanceTimersByTime(5000);
    expect(gone).not.toHaveBeenCalled();
    process.ppid = 1;
    vi.advanceTimersByTime(5000);
    expect(gone).toHaveBeenCalledTimes(1);
  });

  it('lets a process outlive a parent that is not npm, and stops looking when asked', () => {
    const gone = vi.fn();
    const alone = { ppid: 10, env: {} };
    onNpmGone(alone, gone);
    alone.ppid = 1;
    const stopped = { ppid: 10, env: { npm_lifecycle_event: 'start' } };
    onNpmGone(stopped, gone)();
    stopped.ppid = 1;
    vi.advanceTimersByTime(5000);
    expect(gone).not.toHaveBeenCalled();
  });
});
