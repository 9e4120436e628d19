import { mkdtempSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../apps/main/claude/discovery/diagnose.ts';
import { realCliEnvironment, realCliPath, realCliVersions } from '../../support/real-cli.ts';

/** The doctor against the real CLIs: nothing is asked of any API, so none listens. */
describe.each(realCliVersions)('the doctor and Claude Code %s', (version) => {
  const examine = (change: NodeJS.ProcessEnv) => {
    const folder = mkdtempSync(join(homedir(), 'doctor-'));
    return diagnose({
      settingsPath: realCliPath(version),
      environment: { ...realCliEnvironment({ folder, baseUrl: 'http://127.0.0.1:9' }), ...change },
      platform: process.platform,
      home: folder,
      usualFolders: [],
      dataDirectory: join(folder, 'data'),
      userId: 1000,
    });
  };

  it('agree on the version and on a key in the environment', async () => {
    const diagnosis = await examine({});
    expect(diagnosis).toMatchObject({ claudePath: realCliPath(version), claudeVersion: version });
    const login = diagnosis.checks.find(({ id }) => id === 'cli.login');
    expect(login).toEqual({ id: 'cli.login', status: 'ok', evidence: 'API key from environment', problem: null });
  });

  it('agree that nobody is signed in', async () => {
    const diagnosis = await examine({ ANTHROPIC_API_KEY: undefined });
    const login = diagnosis.checks.find(({ id }) => id === 'cli.login');
    expect(login).toMatchObject({ status: 'failed', problem: { code: 'cli.notSignedIn' } });
  });

  it('agree that another provider needs no login', async () => {
    const diagnosis = await examine({ ANTHROPIC_API_KEY: undefined, CLAUDE_CODE_USE_BEDROCK: '1' });
    const login = diagnosis.checks.find(({ id }) => id === 'cli.login');
    expect(login).toMatchObject({ status: 'ok', evidence: 'third_party, bedrock' });
  });
});
