import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/**
 * Gives every test file a home of its own, empty and deleted afterwards, so that no test reads or changes the files of
 * whoever runs it: neither their CLI's sessions and sign-in nor the tower's data.
 */
const home = mkdtempSync(join(tmpdir(), 'control-tower-test-'));
const own = {
  HOME: home,
  USERPROFILE: home,
  APPDATA: join(home, 'AppData', 'Roaming'),
  LOCALAPPDATA: join(home, 'AppData', 'Local'),
  XDG_CONFIG_HOME: join(home, '.config'),
  XDG_DATA_HOME: join(home, '.local', 'share'),
  XDG_CACHE_HOME: join(home, '.cache'),
  CLAUDE_CONFIG_DIR: join(home, '.claude'),
};
mkdirSync(own.CLAUDE_CONFIG_DIR);
Object.assign(process.env, own);
for (const name of Object.keys(process.env)) {
  if (name.startsWith('ANTHROPIC_') || name.startsWith('CONTROL_TOWER_') || isOfTheCli(name)) {
    Reflect.deleteProperty(process.env, name);
  }
}

afterAll(() => {
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

function isOfTheCli(name: string): boolean {
  return name === 'CLAUDECODE' || (name.startsWith('CLAUDE_CODE_') && name !== 'CLAUDE_CODE_MAX_RETRIES');
}
