import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

const writer = fileURLToPath(new URL('./log-writer.ts', import.meta.url));

function logInto(directory: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [writer, directory], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

it('leaves stdout and stderr to the host, whether it can write its file or not', () => {
  const directory = mkdtempSync(join(tmpdir(), 'tower-log-'));
  onTestFinished(() => {
    rmSync(directory, { recursive: true, force: true });
  });
  const quiet = { status: 0, stdout: '', stderr: '' };
  expect(logInto(join(directory, 'logs'))).toEqual(quiet);
  expect(readFileSync(join(directory, 'logs', 'tower.log'), 'utf8')).toMatch(/One\.[^]*Two\. {"error"/);
  writeFileSync(join(directory, 'a-file'), '');
  expect(logInto(join(directory, 'a-file', 'logs'))).toEqual(quiet);
});
