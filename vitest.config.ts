import { defineConfig } from 'vitest/config';

const setupFiles = ['test/support/private-home.ts'];

/**
 * The limits are for a test that hangs, on a computer that is busy with other things; none of them measures speed.
 *
 * Three kinds of tests. `unit` starts no process and may use every core. `integration` and `contract` start processes, of
 * which most of the time is waiting: two files at a time, on any computer.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: { name: 'unit', include: ['test/unit/**/*.test.{ts,tsx}'], setupFiles, testTimeout: 60_000 },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          setupFiles,
          maxWorkers: 2,
          testTimeout: 90_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'contract',
          include: ['test/contract/**/*.test.ts'],
          setupFiles,
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
