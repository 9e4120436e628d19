import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../apps/main/claude/discovery/diagnose.ts';
import { diagnosisSchema, type Diagnosis } from '../../../apps/shared/models/cli.ts';
import { newComputer } from './fake-computer.ts';

type Computer = ReturnType<typeof newComputer>;

const options = (computer: Computer, path: readonly string[] = ['bin']) => ({
  ...computer.options(path),
  dataDirectory: computer.path('data'),
  userId: 1000,
});
const check = (diagnosis: Diagnosis, id: string) => diagnosis.checks.find((one) => one.id === id);

describe('diagnose', () => {
  it('finds nothing wrong where all is well', async () => {
    const computer = newComputer();
    const path = computer.installClaude('bin/claude', '2.1.330');
    const diagnosis = await diagnose(options(computer));
    expect(diagnosisSchema.parse(diagnosis)).toEqual(diagnosis);
    expect(diagnosis).toMatchObject({ claudePath: path, claudeVersion: '2.1.330' });
    expect(diagnosis.checks.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'cli.path ok',
      'cli.version ok',
      'cli.login ok',
      'cli.root ok',
      'git ok',
      'data ok',
    ]);
    expect(check(diagnosis, 'cli.login')?.evidence).toBe('claude.ai');
  });

  it('says how to go on without a CLI', async () => {
    const computer = newComputer();
    const diagnosis = await diagnose({ ...options(computer), environment: { PATH: computer.path('empty') } });
    expect(diagnosis).toMatchObject({ claudePath: null, claudeVersion: null, candidates: [] });
    expect(check(diagnosis, 'cli.path')).toMatchObject({ status: 'failed', problem: { code: 'cli.notFound' } });
    expect(check(diagnosis, 'git')).toMatchObject({ status: 'warning' });
  });

  it('judges the executable that it is given in place of the one in use', async () => {
    const computer = newComputer();
    computer.installClaude('bin/claude', '2.1.330');
    const claudePath = computer.write('other', '#!/bin/sh\nexit 1\n');
    const diagnosis = await diagnose({ ...options(computer), claudePath });
    expect(check(diagnosis, 'cli.path')).toMatchObject({ status: 'failed', problem: { code: 'cli.notExecutable' } });
    expect(diagnosis.claudePath).toBeNull();
    expect(diagnosis.candidates.map(({ source }) => source)).toEqual(expect.arrayContaining(['settings', 'path']));
  });

  it('tells a CLI that is too old from one that is not there', async () => {
    const computer = newComputer();
    computer.installClaude('bin/claude', '1.0.1');
    const diagnosis = await diagnose({ ...options(computer), environment: { PATH: computer.path('bin') } });
    expect(check(diagnosis, 'cli.path')).toMatchObject({ status: 'ok' });
    expect(check(diagnosis, 'cli.version')).toMatchObject({ status: 'failed', problem: { code: 'cli.tooOld' } });
  });

  it.each([
    ['{"loggedIn":false,"authMethod":"none"}', 'failed', 'not signed in'],
    ['{"loggedIn":true,"authMethod":"api_key","apiKeySource":"ANTHROPIC_API_KEY"}', 'ok', 'API key from environment'],
    ['{"loggedIn":true,"authMethod":"third_party","apiProvider":"bedrock"}', 'ok', 'third_party, bedrock'],
    [
      '{"loggedIn":true,"authMethod":"claude.ai","email":"me@example.org","subscriptionType":"max"}',
      'ok',
      'claude.ai, max',
    ],
    ['unknown command: auth', 'warning', 'does not say'],
  ])('reads the answer about the login: %s', async (status, expected, evidence) => {
    const computer = newComputer();
    computer.installClaude('bin/claude', '2.1.330', status);
    const login = check(await diagnose(options(computer)), 'cli.login');
    expect(login).toMatchObject({ status: expected, evidence: expect.stringContaining(evidence) });
    expect(login?.evidence).not.toContain('@');
  });

  it('takes a key in the environment for a login where the CLI cannot say, and never shows it', async () => {
    const computer = newComputer();
    computer.installClaude('bin/claude', '2.1.330', 'what?');
    const { environment, ...rest } = options(computer);
    const diagnosis = await diagnose({ ...rest, environment: { ...environment, ANTHROPIC_API_KEY: 'sk-ant-secret' } });
    expect(check(diagnosis, 'cli.login')).toMatchObject({ status: 'ok', evidence: 'API key from environment' });
    expect(JSON.stringify(diagnosis)).not.toContain('sk-ant-secret');
  });

  it('warns of root, unless it is said to be a sandbox', async () => {
    const computer = newComputer();
    const asRoot = { ...options(computer), userId: 0 };
    expect(check(await diagnose(asRoot), 'cli.root')).toMatchObject({
      status: 'warning',
      problem: { code: 'cli.refusedRoot' },
    });
    const environment = { ...asRoot.environment, IS_SANDBOX: '1' };
    expect(check(await diagnose({ ...asRoot, environment }), 'cli.root')).toMatchObject({ status: 'ok' });
  });

  it('says that the data folder cannot be written', async () => {
    const computer = newComputer();
    const dataDirectory = `${computer.write('a-file', 'x')}/data`;
    const diagnosis = await diagnose({ ...options(computer), dataDirectory });
    expect(check(diagnosis, 'data')).toMatchObject({
      status: 'failed',
      problem: { code: 'storage.readOnly', detail: 'ENOTDIR' },
    });
  });
});
