import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Flight } from '../../../apps/renderer/features/transcript/flight.ts';

describe('a flight over a long list', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it('goes on for as long as there are leaps, and draws what waits after the last', () => {
    const flight = new Flight();
    expect(flight.flying).toBe(false);
    flight.leap();
    const draw = vi.fn();
    flight.whenLanded(draw);
    vi.advanceTimersByTime(90);
    flight.leap();
    vi.advanceTimersByTime(90);
    expect(flight.flying).toBe(true);
    expect(draw).not.toHaveBeenCalled();
    vi.advanceTimersByTime(20);
    expect(flight.flying).toBe(false);
    expect(draw).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1000);
    expect(draw).toHaveBeenCalledTimes(1);
  });

  it('does not draw what is gone by then', () => {
    const flight = new Flight();
    flight.leap();
    const [draw, other] = [vi.fn(), vi.fn()];
    const gone = flight.whenLanded(draw);
    flight.whenLanded(other);
    gone();
    vi.runAllTimers();
    expect(draw).not.toHaveBeenCalled();
    expect(other).toHaveBeenCalledTimes(1);
  });

  it('draws a few at a time when that takes long, in their order, and no more once there is another leap', () => {
    const flight = new Flight();
    flight.leap();
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => now);
    const drawn: number[] = [];
    for (let row = 0; row < 7; row += 1) {
      flight.whenLanded(() => {
        drawn.push(row);
        now += 5;
      });
    }
    vi.advanceTimersToNextTimer();
    expect(drawn).toEqual([0, 1]);
    vi.advanceTimersToNextTimer();
    expect(drawn).toEqual([0, 1, 2, 3]);
    flight.leap();
    vi.advanceTimersByTime(50);
    expect(drawn).toHaveLength(4);
    vi.runAllTimers();
    expect(drawn).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });
});
