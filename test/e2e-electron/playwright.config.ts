import { defineConfig } from '@playwright/test';

/** The app in Electron, or in the stand-in for it. Each spec has an app and folders of its own. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/electron',
  workers: 2,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  // For a spec that hangs, on a computer that is busy with other things; none of them measures speed.
  timeout: 180_000,
  reporter: [['./support/announce-binary.ts'], ['list'], ['json', { outputFile: '../../test-results/electron.json' }]],
});
