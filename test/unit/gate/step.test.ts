import { describe, expect, it } from 'vitest';
import { runNode, runSteps, type Outcome } from '../../../scripts/gate/step.ts';

describe('runSteps', () => {
  it('runs no more than it may at once, and all of them, also after a failure', async () => {
    let running = 0;
    let most = 0;
    const step = (name: string, passed: boolean) => ({
      name,
      run: async (): Promise<Outcome> => {
        most = Math.max(most, ++running);
        await Promise.resolve();
        running -= 1;
        return { passed, output: name };
      },
    });
    const told: string[] = [];
    const steps = [step('a', true), step('b', false), step('c', true), step('d', true)];
    const finished = await runSteps(steps, 2, ({ name }) => told.push(name));
    expect(most).toBe(2);
    expect(told.toSorted()).toEqual(['a', 'b', 'c', 'd']);
    expect(finished.filter(({ passed }) => !passed).map(({ name }) => name)).toEqual(['b']);
  });

  it('counts a step that breaks as failed, and runs the others', async () => {
    const broken = { name: 'broken', run: () => Promise.reject(new Error('out of order')) };
    const sound = { name: 'sound', run: () => Promise.resolve({ passed: true, output: '' }) };
    const finished = await runSteps([broken, sound], 1, () => undefined);
    expect(finished.map(({ name, passed }) => [name, passed])).toEqual([
      ['broken', false],
      ['sound', true],
    ]);
    expect(finished[0]?.output).toContain('out of order');
  });
});

describe('runNode', () => {
  it('keeps what a program said, on either stream', async () => {
    const outcome = await runNode(['-e', 'console.log("out"); console.error("err"); process.exit(3)']);
    expect(outcome.passed).toBe(false);
    expect(outcome.output.split('\n').toSorted()).toEqual(['err', 'out']);
  });

  it('says how a program ended that said nothing', async () => {
    expect(await runNode(['-e', 'process.exit(3)'])).toEqual({ passed: false, output: 'ended with 3' });
    expect(await runNode(['-e', ''])).toEqual({ passed: true, output: '' });
  });
});
