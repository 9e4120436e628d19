/**
 * Lets the packed app do one task with its demo agent: `npm run smoke`, after `npm run package`. The app's own
 * executable runs as Node, so this shows on the system at hand that the archive can be read, that the database's binary
 * fits, and that the demo agent starts out of the archive. It opens no window.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPacked } from './find-packed.ts';

const directory = join(import.meta.dirname, '../..', 'dist');
const minute = 60_000;

process.exitCode = smoke();

function smoke(): number {
  const packed = findPacked(directory, process.platform, process.arch);
  if (packed === null) {
    process.stderr.write(`Nothing was packed for this computer in ${directory}: run "npm run package -- --dir".\n`);
    return 1;
  }
  const scratch = mkdtempSync(join(tmpdir(), 'tower-smoke-'));
  try {
    const work = join(scratch, 'work');
    mkdirSync(work);
    writeFileSync(join(work, 'hello.md'), 'Say hello.');
    const program = join(packed.archive, 'out', 'main', 'headless.cjs');
    const words = ['run', 'hello.md', '--demo', '--data', join(scratch, 'data')];
    const ended = spawnSync(packed.executable, [program, ...words], {
      cwd: work,
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      encoding: 'utf8',
      timeout: minute,
    });
    process.stdout.write(`${ended.stdout}${ended.stderr}`);
    if (ended.status === 0 && ended.stdout.includes('1 of 1 completed.')) return 0;
    process.stderr.write(`The packed app did not do its task (${ended.error?.message ?? String(ended.status)}).\n`);
    return 1;
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
}
