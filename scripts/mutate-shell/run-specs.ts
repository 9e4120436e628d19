import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { toolPath } from '../gate/step.ts';
import { runQuietly } from './run-quietly.ts';

/** How long all specs together may take, in milliseconds. */
const limitMs = 1_800_000;

interface Suite {
  readonly specs?: readonly { readonly title: string; readonly file: string; readonly ok: boolean }[] | undefined;
  readonly suites?: readonly Suite[] | undefined;
}
const suiteSchema: z.ZodType<Suite> = z.lazy(() =>
  z.object({
    specs: z.array(z.object({ title: z.string(), file: z.string(), ok: z.boolean() })).optional(),
    suites: z.array(suiteSchema).optional(),
  }),
);

export interface SpecsRun {
  /** The app's folder. */
  readonly app: string;
  /** The names of the files; every test whose title has `titled` in it is run. */
  readonly specs: readonly string[];
  readonly titled?: string;
}

/**
 * Runs specs until one fails.
 * @returns null when all passed, else where and what the first is that did not; "no test" where nothing was run
 */
export async function firstFailure({ app, specs, titled }: SpecsRun): Promise<string | null> {
  const report = join(app, 'report.json');
  rmSync(report, { force: true });
  const passed = await runQuietly(
    [
      toolPath('@playwright/test', 'cli.js'),
      'test',
      '-c',
      join(import.meta.dirname, '../../test/e2e-electron/playwright.config.ts'),
      ...specs.map((name) => `/${name}.spec.ts`),
      ...(titled === undefined ? [] : ['--grep', titled.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')]),
      '--max-failures=1',
      '--reporter=json',
      `--output=${join(app, 'results')}`,
    ],
    { ...process.env, CONTROL_TOWER_APP: app, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
    limitMs,
  );
  const all = specsOf(readReport(report));
  if (all.length === 0) return 'no test';
  if (passed) return null;
  const failed = all.find(({ ok }) => !ok);
  return failed === undefined ? 'no test' : `${failed.file.replace(/^.*\//, '')}: ${failed.title}`;
}

function readReport(file: string): Suite {
  try {
    return suiteSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
}

function specsOf(suite: Suite): readonly { readonly title: string; readonly file: string; readonly ok: boolean }[] {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];
}
