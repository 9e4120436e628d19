/**
 * Puts faults into a copy of the built app, one after the other, and sees whether the Electron specs notice. Takes some
 * minutes. `npm run mutate-shell`; words as arguments choose faults by their names.
 */
import { join } from 'node:path';
import { AppCopy } from './mutate-shell/app-copy.ts';
import { faults } from './mutate-shell/faults.ts';
import { prepareChromium } from './testing/prepare.ts';
import { runQuietly } from './mutate-shell/run-quietly.ts';
import { toolPath } from './gate/step.ts';

type Verdict = 'caught' | 'MISSED' | 'NO PLACE';

const words = process.argv.slice(2);
const chosen = faults.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
const copy = new AppCopy();
process.on('exit', () => copy.remove());
const complaint = (await copy.build()) ? await prepareChromium() : 'The app could not be built.';
if (complaint !== null) {
  process.stderr.write(`${complaint}\n`);
  process.exit(1);
}
copy.restore();
const needed = [...new Set(chosen.flatMap(({ specs }) => specs))];
if (!(await specsPass(needed))) {
  process.stderr.write('The specs fail without any fault: mend that first.\n');
  process.exit(1);
}

let missed = 0;
for (const fault of chosen) {
  const begin = performance.now();
  const verdict = await judge(fault);
  if (verdict !== 'caught') missed++;
  const seconds = Math.round((performance.now() - begin) / 1000);
  process.stdout.write(`${verdict.padEnd(8)}  ${fault.name} (${fault.specs.join(', ')}; ${seconds} s)\n`);
}
process.stdout.write(`${chosen.length - missed} of ${chosen.length} faults caught\n`);
process.exitCode = missed === 0 ? 0 : 1;

async function judge(fault: (typeof faults)[number]): Promise<Verdict> {
  copy.restore();
  if (!copy.put(fault)) return 'NO PLACE';
  return (await specsPass(fault.specs)) ? 'MISSED' : 'caught';
}

function specsPass(specs: readonly string[]): Promise<boolean> {
  const config = join(import.meta.dirname, '../test/e2e-electron/playwright.config.ts');
  const output = join(copy.folder, 'results');
  return runQuietly(
    [
      toolPath('@playwright/test', 'cli.js'),
      'test',
      '-c',
      config,
      ...specs.map((name) => `${name}.spec.ts`),
      '--max-failures=1',
      '--timeout=30000',
      '--reporter=line',
      `--output=${output}`,
    ],
    { ...process.env, CONTROL_TOWER_APP: copy.folder },
  );
}
