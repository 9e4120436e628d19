import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it, onTestFinished, vi } from 'vitest';
import { hasMark, ProcessWatch } from '../../chaos/process-watch.ts';

const script = `
  setsid sh -c 'sleep 300 & exec sleep 300' >/dev/null 2>&1 </dev/null &
  env -i /bin/sleep 300 &
  echo ready
  wait
`;

it('finds what a killed process left: by the mark, and by a family that it saw in time', async () => {
  const mark = `CHAOS_LIFE=${process.pid}-${performance.now()}`;
  const [name = '', value = ''] = mark.split('=');
  const root = spawn('/bin/sh', ['-c', script], {
    env: { ...process.env, [name]: value },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const watch = new ProcessWatch(root.pid ?? 0, mark);
  onTestFinished(() => {
    watch.endSurvivors();
    root.kill('SIGKILL');
  });
  await once(root.stdout, 'data');
  await vi.waitUntil(() => watch.survivors('all').filter(({ words }) => words.endsWith('sleep 300')).length === 3);
  root.kill('SIGKILL');
  await once(root, 'exit');
  const left = watch.survivors('work');
  expect(left).toHaveLength(3);
  // One has neither mark nor parent any more: it was seen while it had one.
  expect(left.filter(({ pid }) => hasMark(pid, mark))).toHaveLength(2);
  watch.endSurvivors();
  await vi.waitUntil(() => watch.survivors('all').length === 0);
});
