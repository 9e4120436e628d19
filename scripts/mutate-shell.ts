/**
 * Puts faults into a copy of the built app, one after the other, and sees whether the Electron specs notice. Takes a
 * quarter of an hour or more. `npm run mutate-shell`; words as arguments choose faults by their names.
 */
import { AppCopy } from './mutate-shell/app-copy.ts';
import { faults } from './mutate-shell/faults.ts';
import type { Fault } from './mutate-shell/faults/fault.ts';
import { firstFailure } from './mutate-shell/run-specs.ts';
import { prepareChromium } from './testing/prepare.ts';

const words = process.argv.slice(2);
const chosen = faults.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
if (chosen.length === 0) {
  process.stderr.write(`No fault has ${words.join(' or ')} in its name.\n`);
  process.exit(2);
}
const copy = new AppCopy();
process.on('exit', () => copy.remove());
process.on('SIGINT', () => process.exit(130));
const complaint = (await copy.build()) ? await prepareChromium() : 'The app could not be built.';
if (complaint !== null) {
  process.stderr.write(`${complaint}\n`);
  process.exit(1);
}
copy.restore();
const needed = [...new Set(chosen.flatMap(({ specs }) => specs))];
const before = await firstFailure({ app: copy.folder, specs: needed });
if (before !== null) {
  process.stderr.write(`The specs fail without any fault: mend that first (${before}).\n`);
  process.exit(1);
}

let caught = 0;
for (const fault of chosen) {
  const { isCaught, by } = await judge(fault);
  if (isCaught) caught++;
  process.stdout.write(`| ${isCaught ? 'caught' : 'MISSED'} | ${fault.name} | ${by} |\n`);
}
process.stdout.write(`${caught} of ${chosen.length} faults caught\n`);
process.exitCode = caught === chosen.length ? 0 : 1;

/** @returns whether a spec noticed, and which, or why none could */
async function judge(fault: Fault): Promise<{ readonly isCaught: boolean; readonly by: string }> {
  copy.restore();
  if (!copy.put(fault)) return { isCaught: false, by: 'NO PLACE for it in the app as it is now' };
  const { specs, titled } = fault;
  const failure = await firstFailure({ app: copy.folder, specs, ...(titled === undefined ? {} : { titled }) });
  return { isCaught: failure !== null && failure !== 'no test', by: failure ?? 'no spec' };
}
