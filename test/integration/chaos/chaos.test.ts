import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { faultPlaces, type Injected } from '../../chaos/injected.ts';

const run = promisify(execFile);
const program = join(import.meta.dirname, '..', '..', 'chaos', 'main.ts');

// For a computer that is busy with other things; it takes seconds on one that is not.
const timeout = 300_000;

it(
  'leaves nothing behind, loses nothing and does nothing twice in a few rounds of everything that goes wrong',
  { timeout: timeout + 10_000 },
  async () => {
    const wanted = ['--rounds', '4', '--seed', '79', '--real-cli', '0.12', '--json'];
    const { stdout } = await run(process.execPath, [program, ...wanted], { timeout }).catch((error: unknown) => {
      if (error instanceof Error && 'stderr' in error) throw new Error(String(error.stderr));
      throw error;
    });
    const sum: unknown = JSON.parse(stdout);
    expect(sum).toMatchObject({ rounds: 4, orphans: 0, lost: 0, duplicated: 0, disagreements: 0, seed: 79 });
    expect(sum).toMatchObject({ kills: expect.toSatisfy((kills: number) => kills > 8) });
    // One signal a round asks the last tower to end; all others are faults.
    const { kills, injected } = sum as { readonly kills: number; readonly injected: Injected };
    expect(injected.app).toBe(kills - 4);
    expect(faultPlaces.filter((place) => injected[place] > 0)).toEqual(expect.arrayContaining(['app', 'cli']));
  },
);

it('refuses what makes no sense, in words', async () => {
  const refused = await run(process.execPath, [program, '--rounds', 'many']).catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('--rounds many is no number that fits') });
});
