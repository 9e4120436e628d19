import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { toolPath } from '../gate/step.ts';
import { runLive } from './run-live.ts';
import { judgeStage, oneFailure, tallyPlaywright, tallyVitest, type Tally } from './tally.ts';

export const stageNames = ['unit', 'integration', 'contract', 'e2e', 'electron'] as const;
export type StageName = (typeof stageNames)[number];

const minutes = 60_000;
/** A stage that hangs is ended, so that the others still run and the count still comes. */
const limits: Readonly<Record<StageName, number>> = {
  unit: 4 * minutes,
  integration: 8 * minutes,
  contract: 8 * minutes,
  e2e: 12 * minutes,
  electron: 10 * minutes,
};

/** The kinds that Playwright runs, by their configurations. */
const playwrightConfigs: Readonly<Partial<Record<StageName, string>>> = {
  e2e: 'playwright.config.ts',
  electron: 'test/e2e-electron/playwright.config.ts',
};

/** Runs one kind of tests and counts them by the runner's own report. */
export async function runStage(name: StageName, environment: NodeJS.ProcessEnv): Promise<Tally> {
  const folder = join(import.meta.dirname, '../../test-results');
  const config = playwrightConfigs[name];
  const report = join(folder, `${name}.json`);
  mkdirSync(folder, { recursive: true });
  rmSync(report, { force: true });
  const code = await runLive({
    arguments: config === undefined ? vitestArguments(name, report) : playwrightArguments(config),
    environment: { ...environment, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    timeoutMs: limits[name],
  });
  if (!existsSync(report)) {
    return oneFailure(`The ${name} tests ended without a report.`);
  }
  const value: unknown = JSON.parse(readFileSync(report, 'utf8'));
  return judgeStage(config === undefined ? tallyVitest(value) : tallyPlaywright(value), code);
}

function playwrightArguments(config: string): readonly string[] {
  return [toolPath('@playwright/test', 'cli.js'), 'test', '-c', join(import.meta.dirname, '../..', config)];
}

function vitestArguments(project: string, report: string): readonly string[] {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return [toolPath('vitest', 'vitest.mjs'), 'run', '--project', project, ...reporters];
}
