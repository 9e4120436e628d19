import { z } from 'zod';

/** How many tests passed, failed and were left out. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const noTests: Tally = { passed: 0, failed: 0, skipped: 0 };
/** What a stage counts for that never got as far as its tests. */
export const oneFailure: Tally = { passed: 0, failed: 1, skipped: 0 };

const vitestReport = z.object({
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
});
const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
});

/** Counts Vitest's JSON report. A file that could not be loaded has no tests and is one failure. */
export function tallyVitest(report: unknown): Tally {
  const files = vitestReport.parse(report).testResults;
  const states = files.flatMap((file) => file.assertionResults.map(({ status }) => status));
  const failed = states.filter((status) => status === 'failed').length;
  const broken = files.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  ).length;
  const passed = states.filter((status) => status === 'passed').length;
  return { passed, failed: failed + broken, skipped: states.length - passed - failed };
}

/** Counts Playwright's JSON report. A test that passed only when it was tried again has failed. */
export function tallyPlaywright(report: unknown): Tally {
  const { expected, unexpected, flaky, skipped } = playwrightReport.parse(report).stats;
  return { passed: expected, failed: unexpected + flaky, skipped };
}

/**
 * The tally of a stage whose runner ended: a runner that failed although no test did (an error outside of tests, no tests at
 * all) is one failure more.
 */
export function judgeStage(tally: Tally, exitCode: number | null): Tally {
  return exitCode !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

export function sumTallies(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (sum, one) => ({
      passed: sum.passed + one.passed,
      failed: sum.failed + one.failed,
      skipped: sum.skipped + one.skipped,
    }),
    noTests,
  );
}

/** The one plain line with which a test run ends. */
export function countLine({ passed, failed, skipped }: Tally): string {
  const line = `${passed} passed, ${failed} failed`;
  return skipped === 0 ? line : `${line}, ${skipped} skipped`;
}
