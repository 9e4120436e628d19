import { describe, expect, it } from 'vitest';
import { Intake } from '../../../apps/main/claude/intake.ts';

/** A source that says how it is read. */
function source() {
  const read = { how: 'flowing' };
  return {
    read,
    pause: () => void (read.how = 'paused'),
    resume: () => void (read.how = 'flowing'),
    slowDown: () => void (read.how = 'slow'),
  };
}

describe('Intake', () => {
  it('stops reading everybody, also who comes meanwhile, and reads on', () => {
    const intake = new Intake();
    const [early, late] = [source(), source()];
    intake.join(early);
    intake.pause();
    intake.join(late);
    expect([early.read.how, late.read.how, intake.isPaused]).toEqual(['paused', 'paused', true]);
    intake.resume();
    expect([early.read.how, late.read.how, intake.isPaused]).toEqual(['flowing', 'flowing', false]);
  });

  it('lets one that is being ended say its last words, and what is left of one that is gone', () => {
    const intake = new Intake();
    const one = source();
    const seat = intake.join(one);
    intake.pause();
    seat.ending();
    expect(one.read.how).toBe('slow');
    seat.leave();
    expect(one.read.how).toBe('flowing');
    intake.resume();
    intake.pause();
    expect(one.read.how).toBe('flowing');
  });

  it('has one room for all unfinished lines', () => {
    const intake = new Intake(10);
    expect([intake.take(6), intake.take(5), intake.take(4)]).toEqual([true, false, true]);
    intake.giveBack(6);
    expect([intake.take(7), intake.take(6)]).toEqual([false, true]);
  });
});
