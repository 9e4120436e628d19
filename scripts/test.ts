/**
 * All tests: gets what they need, runs them, and ends with one line, "N passed, N failed". `npm test`.
 * Arguments name kinds of tests to run alone: `npm test -- unit e2e`. --gate-closed counts a closed gate as a failure.
 */
import { prepareBuild, prepareChromium, prepareRealClis } from './testing/prepare.ts';
import { runStage, stageNames, type StageName } from './testing/stages.ts';
import { countLine, oneFailure, sumTallies, type Tally } from './testing/tally.ts';

const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const unknown = wanted.filter((name) => !stageNames.some((stage) => stage === name));
if (unknown.length > 0) {
  process.stderr.write(`No such tests: ${unknown.join(', ')}. There are: ${stageNames.join(', ')}.\n`);
  process.exit(2);
}
const stages = stageNames.filter((name) => wanted.length === 0 || wanted.includes(name));
const wants = (name: StageName): boolean => stages.includes(name);
const tallies: Tally[] = [];

if (process.argv.includes('--gate-closed')) {
  tallies.push(oneFailure('The gate is closed: see above.'));
}
if (wants('integration') || wants('e2e') || wants('electron')) await prepare(prepareBuild);
// These hold something against the real CLI.
if (stages.some((name) => name !== 'unit' && name !== 'electron')) await prepare(prepareRealClis);
if (wants('e2e') || wants('electron')) await prepare(prepareChromium);

for (const name of stages) {
  const begin = performance.now();
  const tally = await runStage(name, process.env);
  tallies.push(tally);
  process.stdout.write(`\n${name}: ${countLine(tally)} (${Math.round((performance.now() - begin) / 1000)} s)\n`);
}

const sum = sumTallies(tallies);
if (sum.failures.length > 0) process.stdout.write(`\nWhat failed:\n${sum.failures.join('\n')}\n\n`);
process.stdout.write(`${countLine(sum)}\n`);
process.exitCode = sum.failed === 0 && sum.passed > 0 ? 0 : 1;

/** What cannot be had is a failure of its own, beside the tests that fail for lack of it. */
async function prepare(step: () => Promise<string | null>): Promise<void> {
  const complaint = await step();
  if (complaint !== null) tallies.push(oneFailure(complaint));
}
