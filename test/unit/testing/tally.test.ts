import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { countLine, judgeStage, sumTallies, tallyPlaywright, tallyVitest } from '../../../scripts/testing/tally.ts';

const file = (status: string, ...tests: readonly string[]) => ({
  name: resolve('test/unit/a.test.ts'),
  status,
  message: tests.length === 0 ? 'SyntaxError: no such word' : '',
  assertionResults: tests.map((one) => ({
    status: one,
    fullName: `a thing is ${one}`,
    failureMessages: one === 'failed' ? ['\u001B[31mexpected 1 to be 2\u001B[39m\n\n  at here'] : [],
  })),
});

describe('tallyVitest', () => {
  it('counts tests by their state, and names those that failed', () => {
    const report = {
      testResults: [file('passed', 'passed', 'passed'), file('failed', 'failed', 'passed', 'skipped', 'todo')],
    };
    expect(tallyVitest(report)).toEqual({
      passed: 3,
      failed: 1,
      skipped: 2,
      failures: ['test/unit/a.test.ts: a thing is failed\n    expected 1 to be 2\n      at here'],
    });
  });

  it('counts a file that could not be loaded', () => {
    const failures = ['test/unit/a.test.ts\n    SyntaxError: no such word'];
    expect(tallyVitest({ testResults: [file('failed')] })).toEqual({ passed: 0, failed: 1, skipped: 0, failures });
  });

  it('does not take something else for a report', () => {
    expect(() => tallyVitest({ stats: {} })).toThrow();
  });
});

describe('tallyPlaywright', () => {
  const spec = (title: string, status: string, ...messages: readonly string[]) => ({
    title,
    file: 'a.spec.ts',
    line: 7,
    tests: [{ status, results: messages.map((message) => ({ errors: [{ message }] })) }],
  });

  it('takes a test that passed at the second try for failed, and names what failed wherever it stands', () => {
    const inner = { specs: [spec('good', 'expected'), spec('lucky', 'flaky', 'once')] };
    const report = {
      suites: [{ specs: [spec('bad', 'unexpected', 'one\ntwo')], suites: [inner] }],
      stats: { expected: 5, unexpected: 1, flaky: 2, skipped: 3 },
    };
    expect(tallyPlaywright(report)).toEqual({
      passed: 5,
      failed: 3,
      skipped: 3,
      failures: ['a.spec.ts:7: bad\n    one\n    two', 'a.spec.ts:7: lucky\n    once'],
    });
  });
});

describe('judgeStage', () => {
  const allPassed = { passed: 4, failed: 0, skipped: 0, failures: [] };

  it('does not trust a report of a runner that failed, or that was ended', () => {
    expect(judgeStage(allPassed, 1)).toMatchObject({ failed: 1, failures: [expect.stringContaining('ended with 1')] });
    expect(judgeStage(allPassed, null)).toMatchObject({ failed: 1, failures: [expect.stringContaining('a signal')] });
    expect(judgeStage(allPassed, 0)).toEqual(allPassed);
  });

  it('does not count a failure twice', () => {
    expect(judgeStage({ passed: 4, failed: 2, skipped: 0, failures: ['a', 'b'] }, 1).failed).toBe(2);
  });
});

describe('countLine', () => {
  it('names what was left out only when there is something', () => {
    const one = { passed: 1, failed: 2, skipped: 0, failures: [] };
    expect(countLine(sumTallies([one, one]))).toBe('2 passed, 4 failed');
    expect(countLine({ ...one, skipped: 3 })).toBe('1 passed, 2 failed, 3 skipped');
  });
});
