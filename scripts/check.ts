/**
 * The gate: everything that must hold before a change is shared, in under two minutes. `npm run check`.
 * Arguments name steps to run alone: `npm run check -- lint types`; or to leave out: `npm run check -- --without=unit`.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { checkBuiltApp } from './gate/built-app/check-built-app.ts';
import { runNode, runSteps, toolStep, type Outcome, type Step } from './gate/step.ts';
import { judgeTree } from './gate/tree-guards.ts';
import { judgeWindowGuards } from './gate/window-guards.ts';

const translations = 'scripts/check-translations.ts';

/** What the compiler and prettier remember of the last time, by the contents of files: it changes nothing but the time. */
const cache = join(import.meta.dirname, '../node_modules/.cache/gate');

/** The longest first, so that none of them is left over for the end. */
const all: readonly Step[] = [
  // Without a cache: what a file's rules say also depends on the types of others.
  toolStep('lint', ['eslint', 'bin/eslint.js'], ['.', '--max-warnings=0']),
  toolStep('unit tests', ['vitest', 'vitest.mjs'], ['run', '--project', 'unit', '--reporter=dot', '--no-color']),
  typesStep('types', 'tsconfig.json'),
  typesStep('types of the window', 'tsconfig.web.json'),
  { name: 'built app', run: () => checkBuiltApp(join(import.meta.dirname, '..')) },
  toolStep(
    'formatting',
    ['prettier', 'bin/prettier.cjs'],
    ['--check', '--log-level=warn', '--cache', '--cache-strategy=content', `--cache-location=${cache}/prettier`, '.'],
  ),
  typesStep('types of end-to-end tests', 'tsconfig.e2e.json'),
  toolStep('dead code', ['knip', 'bin/knip.js'], ['--no-progress']),
  { name: 'files', run: checkTree },
  ...(existsSync(translations) ? [{ name: 'translations', run: () => runNode([translations]) }] : []),
];

function typesStep(name: string, project: string): Step {
  const remembered = ['--incremental', '--tsBuildInfoFile', `${cache}/${project}.tsbuildinfo`];
  return toolStep(name, ['typescript', 'bin/tsc'], ['-p', project, '--pretty', ...remembered]);
}

async function checkTree(): Promise<Outcome> {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' });
  const paths = listed.split('\n').filter((path) => path !== '' && existsSync(path));
  const files = paths.map((path) => ({ path, read: () => readFileSync(path, 'utf8') }));
  const faults = [...judgeTree(files), ...judgeWindowGuards(files)];
  return { passed: faults.length === 0, output: faults.join('\n') };
}

const without = '--without=';
const asked = process.argv.slice(2);
const wanted = asked.filter((name) => !name.startsWith(without));
const unwanted = asked.filter((name) => name.startsWith(without)).map((name) => name.slice(without.length));
const isNamed = ({ name }: Step, names: readonly string[]): boolean => names.some((part) => name.startsWith(part));
const steps = all.filter((step) => (wanted.length === 0 || isNamed(step, wanted)) && !isNamed(step, unwanted));
if (steps.length === 0) {
  process.stderr.write(`No such step. There are: ${all.map((step) => step.name).join(', ')}.\n`);
  process.exit(2);
}

const finished = await runSteps(steps, Math.max(2, availableParallelism()), (one) => {
  const seconds = (one.milliseconds / 1000).toFixed(1).padStart(5);
  process.stdout.write(`${one.passed ? 'ok    ' : 'FAILED'} ${seconds} s  ${one.name}\n`);
});
const failed = finished.filter((one) => !one.passed);
for (const one of failed) process.stdout.write(`\n--- ${one.name}\n${one.output}\n`);
process.stdout.write(failed.length === 0 ? 'The gate is open.\n' : `\nThe gate is closed: ${failed.length} failed.\n`);
process.exitCode = failed.length === 0 ? 0 : 1;
