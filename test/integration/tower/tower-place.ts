import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** The folders of one test: all that its towers and agents may write. */
export interface TowerPlace {
  readonly folder: string;
  /** The data folder of the tower. */
  readonly data: string;
  /** The working directory of its agents. */
  readonly project: string;
  /** Where the CLI keeps its conversations. */
  readonly config: string;
}

/** Makes the folders; they are deleted after the test, when its towers are closed. */
export function towerPlace(): TowerPlace {
  // The real path, because the CLI names its conversations' folders after it.
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tower-test-')));
  const place = {
    folder,
    data: join(folder, 'data'),
    project: join(folder, 'project'),
    config: join(folder, 'config'),
  };
  mkdirSync(place.project);
  mkdirSync(place.config);
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  return place;
}

/** The stand-in for the CLI. */
export const fakeClaude = join(import.meta.dirname, '..', '..', 'support', 'fake-claude', 'fake-claude');
