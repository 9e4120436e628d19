import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';

/** How many tests passed, failed and were left out. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What failed, each with the beginning of its message: said again at the end of a run, whose middle nobody may have. */
  readonly failures: readonly string[];
}

export const noTests: Tally = { passed: 0, failed: 0, skipped: 0, failures: [] };

/** What a stage counts for that never got as far as its tests. */
export function oneFailure(why: string): Tally {
  return { passed: 0, failed: 1, skipped: 0, failures: [why] };
}

const vitestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({ status: z.string(), fullName: z.string(), failureMessages: z.array(z.string()).nullish() }),
      ),
    }),
  ),
});

const playwrightSpec = z.object({
  title: z.string(),
  file: z.string(),
  line: z.number(),
  tests: z.array(
    z.object({
      status: z.string(),
      results: z.array(z.object({ errors: z.array(z.object({ message: z.string().optional() })) })),
    }),
  ),
});
interface PlaywrightSuite {
  readonly specs?: readonly z.infer<typeof playwrightSpec>[] | undefined;
  readonly suites?: readonly PlaywrightSuite[] | undefined;
}
const playwrightSuite: z.ZodType<PlaywrightSuite> = z.lazy(() =>
  z.object({ specs: z.array(playwrightSpec).optional(), suites: z.array(playwrightSuite).optional() }),
);
const playwrightReport = z.object({
  suites: z.array(playwrightSuite),
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
});

/** Counts Vitest's JSON report. A file that could not be loaded has no tests and is one failure. */
export function tallyVitest(report: unknown): Tally {
  const files = vitestReport.parse(report).testResults;
  const tests = files.flatMap(({ assertionResults }) => assertionResults);
  const failures = files.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults
      .filter((test) => test.status === 'failed')
      .map((test) => failure(`${relative('.', name)}: ${test.fullName}`, test.failureMessages ?? []));
    return failed.length === 0 && status === 'failed' ? [failure(relative('.', name), [message ?? ''])] : failed;
  });
  const passed = tests.filter(({ status }) => status === 'passed').length;
  const leftOut = tests.filter(({ status }) => status !== 'passed' && status !== 'failed').length;
  return { passed, failed: failures.length, skipped: leftOut, failures };
}

/** Counts Playwright's JSON report. A test that passed only when it was tried again has failed. */
export function tallyPlaywright(report: unknown): Tally {
  const { stats, suites } = playwrightReport.parse(report);
  const { expected, unexpected, flaky, skipped } = stats;
  return { passed: expected, failed: unexpected + flaky, skipped, failures: suites.flatMap(failuresIn) };
}

function failuresIn({ specs = [], suites = [] }: PlaywrightSuite): readonly string[] {
  const here = specs.flatMap(({ title, file, line, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ results }) =>
        failure(
          `${file}:${line}: ${title}`,
          results.flatMap(({ errors }) => errors.map(({ message }) => message ?? '')),
        ),
      ),
  );
  return [...here, ...suites.flatMap(failuresIn)];
}

/** So many lines of a message say what was wanted and what was there. */
const linesOfMessage = 12;

function failure(name: string, messages: readonly string[]): string {
  const lines = messages.flatMap((message) => stripVTControlCharacters(message).split('\n').slice(0, linesOfMessage));
  return [name, ...lines.filter((line) => line.trim() !== '').map((line) => `    ${line}`)].join('\n');
}

/**
 * The tally of a stage whose runner ended: a runner that failed although no test did (an error outside of tests, no tests at
 * all) is one failure more.
 */
export function judgeStage(tally: Tally, exitCode: number | null): Tally {
  if (exitCode === 0 || tally.failed > 0) return tally;
  return { ...tally, failed: 1, failures: [`The runner ended with ${exitCode ?? 'a signal'}, though no test failed.`] };
}

export function sumTallies(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (sum, one) => ({
      passed: sum.passed + one.passed,
      failed: sum.failed + one.failed,
      skipped: sum.skipped + one.skipped,
      failures: [...sum.failures, ...one.failures],
    }),
    noTests,
  );
}

/** The one plain line with which a test run ends. */
export function countLine({ passed, failed, skipped }: Tally): string {
  const line = `${passed} passed, ${failed} failed`;
  return skipped === 0 ? line : `${line}, ${skipped} skipped`;
}
