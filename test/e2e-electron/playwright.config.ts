import { defineConfig } from '@playwright/test';

/** The app in Electron, or in the stand-in for it, one spec after the other. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/electron',
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  // For a spec that hangs, on a computer that is busy with other things; none of them measures speed.
  timeout: 180_000,
  reporter: [['./support/announce-binary.ts'], ['list'], ['json', { outputFile: '../../test-results/electron.json' }]],
});
