import { describe, expect, it } from 'vitest';
import { countLine, judgeStage, sumTallies, tallyPlaywright, tallyVitest } from '../../../scripts/testing/tally.ts';

const file = (status: string, ...tests: readonly string[]) => ({
  status,
  assertionResults: tests.map((one) => ({ status: one })),
});

describe('tallyVitest', () => {
  it('counts tests by their state', () => {
    const report = {
      testResults: [file('passed', 'passed', 'passed'), file('failed', 'failed', 'passed', 'skipped', 'todo')],
    };
    expect(tallyVitest(report)).toEqual({ passed: 3, failed: 1, skipped: 2 });
  });

  it('counts a file that could not be loaded', () => {
    expect(tallyVitest({ testResults: [file('failed')] })).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it('does not take something else for a report', () => {
    expect(() => tallyVitest({ stats: {} })).toThrow();
  });
});

describe('tallyPlaywright', () => {
  it('takes a test that passed at the second try for failed', () => {
    const report = { stats: { expected: 5, unexpected: 1, flaky: 2, skipped: 3 } };
    expect(tallyPlaywright(report)).toEqual({ passed: 5, failed: 3, skipped: 3 });
  });
});

describe('judgeStage', () => {
  const allPassed = { passed: 4, failed: 0, skipped: 0 };

  it('does not trust a report of a runner that failed, or that was ended', () => {
    expect(judgeStage(allPassed, 1).failed).toBe(1);
    expect(judgeStage(allPassed, null).failed).toBe(1);
    expect(judgeStage(allPassed, 0)).toEqual(allPassed);
  });

  it('does not count a failure twice', () => {
    expect(judgeStage({ passed: 4, failed: 2, skipped: 0 }, 1).failed).toBe(2);
  });
});

describe('countLine', () => {
  it('names what was left out only when there is something', () => {
    const one = { passed: 1, failed: 2, skipped: 0 };
    expect(countLine(sumTallies([one, one]))).toBe('2 passed, 4 failed');
    expect(countLine({ ...one, skipped: 3 })).toBe('1 passed, 2 failed, 3 skipped');
  });
});
