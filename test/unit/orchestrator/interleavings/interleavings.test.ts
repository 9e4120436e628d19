import fc from 'fast-check';
import { expect, it } from 'vitest';
import { play } from './play.ts';
import { stories, told } from './steps.ts';

/** A deep run: INTERLEAVINGS_RUNS=20000 npx vitest run --project unit test/unit/orchestrator/interleavings */
const numRuns = Number(process.env['INTERLEAVINGS_RUNS'] ?? 400);
const seed = process.env['INTERLEAVINGS_SEED'];

it(
  'keeps every promise, whatever comes in whatever order, and ends where a person can go on',
  { timeout: 600_000 + numRuns * 200 },
  async () => {
    await fc.assert(
      fc.asyncProperty(stories, async (story) => {
        const fault = await play(story);
        expect(fault === null ? null : `${fault}\n${told(story)}`).toBeNull();
      }),
      { numRuns, ...(seed === undefined || seed === '' ? {} : { seed: Number(seed) }) },
    );
  },
);
