import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { processTypes } from '../../support/electron-stand-in/chromium/process-types.ts';

/** Says its child's number. Its own command line holds no type: the child's is put together. */
const parent = `
  const { spawn } = require('node:child_process');
  const child = spawn(process.execPath, ['-e', 'process.stdin.resume()', '--', '--type=' + 'gpu-process'], { stdio: ['pipe', 'ignore', 'ignore'] });
  child.once('spawn', () => console.log(child.pid));
  process.stdin.resume();
`;

it('finds the processes of a Chromium by what they were started as, and no other', async () => {
  const started = spawn(process.execPath, ['-e', parent], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => {
    started.stdin.end();
    started.kill('SIGKILL');
  });
  const [said] = (await once(started.stdout, 'data')) as [Buffer];
  const found = processTypes(started.pid ?? 0);
  // Where there is no /proc, only the one that was asked for is known.
  const children = process.platform === 'linux' ? [{ pid: Number(said.toString()), type: 'GPU' }] : [];
  expect(found).toEqual([{ pid: started.pid, type: 'Browser' }, ...children]);
  expect(processTypes(2 ** 30)).toEqual([{ pid: 2 ** 30, type: 'Browser' }]);
});
