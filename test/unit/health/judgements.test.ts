import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { judgeCli, judgeGit, testedVersions } from '../../../apps/main/health/judge-cli.ts';
import { judgeDesktop, judgeSecrets } from '../../../apps/main/health/judge-desktop.ts';
import { judgeGuard, judgeProcesses, judgeScopes, judgeSweep } from '../../../apps/main/health/judge-processes.ts';
import { judgeBackup, judgeDatabase, judgeDataFolder, judgeStorage } from '../../../apps/main/health/judge-storage.ts';
import { judgeWork } from '../../../apps/main/health/judge-work.ts';
import type { Check, Diagnosis } from '../../../apps/shared/models/cli.ts';
import { doctorCheckSchema, type DoctorCheck } from '../../../apps/shared/models/doctor.ts';
import { problem } from '../../../apps/shared/models/problem-words.ts';

const hour = 3600 * 1000;
const now = 1000 * hour;
const path = '/home/somebody/.local/bin/claude';

const check = (id: Check['id'], more: Partial<Check> = {}): Check => ({
  id,
  status: 'ok',
  evidence: '',
  problem: null,
  ...more,
});

function diagnosis(version: string | null, ...checks: readonly Check[]): Diagnosis {
  const usual = [
    check('cli.path', { evidence: path }),
    check('cli.version'),
    check('cli.login', { evidence: 'claude.ai, max' }),
    check('cli.root', { evidence: 'an ordinary user' }),
  ];
  return {
    checks: usual.map((each) => checks.find(({ id }) => id === each.id) ?? each),
    claudePath: version === null ? null : path,
    claudeVersion: version,
    candidates: version === null ? [] : [{ path, version, source: 'path' }],
  };
}

const said = (checks: readonly DoctorCheck[]): readonly string[] =>
  checks.map(({ id, finding, outcome }) => `${id} ${finding} ${outcome}`);

describe('the CLI', () => {
  it('is well where it is there, tested and signed in', () => {
    const checks = judgeCli(diagnosis('2.1.330'));
    expect(said(checks)).toEqual([
      'cliPath cliFound good',
      'cliVersion versionTested good',
      'cliLogin signedIn good',
      'user ordinaryUser good',
    ]);
    expect(checks[0]?.params).toEqual({ path });
    expect(checks[2]?.params).toEqual({ how: 'claude.ai, max' });
    for (const each of checks) expect(doctorCheckSchema.parse(each)).toEqual(each);
  });

  it.each([
    ['2.1.197', 'versionTested good'],
    ['2.1.200', 'versionTested good'],
    ['2.1.196', 'versionBehind warning'],
    ['2.1.331', 'versionUntested good'],
    ['2.2.0', 'versionAhead warning'],
    ['3.1.330', 'versionAhead warning'],
  ])('judges version %s: %s', (version, expected) => {
    expect(said(judgeCli(diagnosis(version)))[1]).toBe(`cliVersion ${expected}`);
  });

  it('knows the versions that the documentation calls tested', () => {
    const text = readFileSync(join(import.meta.dirname, '../../../docs/cli-compatibility.md'), 'utf8');
    expect(text.replace(/\s+/g, ' ')).toContain(
      `Two exact versions are installed for the tests, ${testedVersions.oldest} and ${testedVersions.newest}`,
    );
  });

  it('that is missing is bad, and nothing is made up about its version and sign-in', () => {
    const missing = check('cli.path', { status: 'failed', problem: problem('cli.notFound', { where: '' }) });
    const checks = judgeCli(diagnosis(null, missing));
    expect(said(checks)).toEqual([
      'cliPath cliMissing bad',
      'cliVersion versionUnknown unknown',
      'cliLogin loginNotAsked unknown',
      'user ordinaryUser good',
    ]);
    expect(checks[0]?.problem?.hint).toContain('npm install -g @anthropic-ai/claude-code');
  });

  it('that is not where the settings say is not called looked for', () => {
    const missing = check('cli.path', {
      status: 'failed',
      evidence: path,
      problem: problem('cli.notFound', { where: '' }),
    });
    const named = { ...diagnosis(null, missing), candidates: [{ path, version: null, source: 'settings' }] };
    expect(said(judgeCli(named))[0]).toBe('cliPath cliNotThere bad');
  });

  it('that cannot be used, is too old, is not signed in or runs as root is told so, without secrets', () => {
    const secret = 'sk-ant-api03-abcdefghijklmnop';
    const checks = judgeCli(
      diagnosis(
        '1.0.1',
        check('cli.path', {
          status: 'failed',
          evidence: path,
          problem: problem('cli.notExecutable', { path }, `It said: ${secret}`),
        }),
        check('cli.version', { problem: problem('cli.tooOld', { version: '1.0.1', needed: '2.1.0' }) }),
        check('cli.login', { status: 'failed', problem: problem('cli.notSignedIn') }),
        check('cli.root', { status: 'warning', evidence: 'root', problem: problem('cli.refusedRoot') }),
      ),
    );
    expect(said(checks)).toEqual([
      'cliPath cliUnusable bad',
      'cliVersion versionTooOld bad',
      'cliLogin notSignedIn bad',
      'user root warning',
    ]);
    expect(checks[0]?.problem?.detail).toContain('[redacted]');
    expect(JSON.stringify(checks)).not.toContain(secret);
  });

  it('that does not say whether it is signed in leaves that open', () => {
    const checks = judgeCli(diagnosis('2.1.330', check('cli.login', { status: 'warning' })));
    expect(said(checks)[2]).toBe('cliLogin loginUnknown unknown');
  });
});

it('judges git by whether it is there', () => {
  expect(judgeGit(check('git', { evidence: 'git version 2.43.0' }))).toMatchObject({
    finding: 'gitFound',
    params: { version: 'git version 2.43.0' },
  });
  expect(judgeGit(check('git', { status: 'warning' }))).toMatchObject({ finding: 'gitMissing', outcome: 'warning' });
});

it('judges the data folder by a try to write and by its room', () => {
  const data = (more: Partial<Check>) => judgeDataFolder('/data', check('data', more), 5e9);
  expect(data({})).toMatchObject({ finding: 'dataWritable', params: { path: '/data', freeBytes: 5e9 } });
  expect(data({ status: 'warning' })).toMatchObject({ finding: 'dataShort', outcome: 'warning' });
  const full = problem('storage.full', { path: '/data' });
  expect(data({ status: 'failed', problem: full })).toMatchObject({ finding: 'dataFailed', problem: full });
});

it('judges the database, its copies, and when it could not be written', () => {
  const damage = problem('storage.failed', { path: '/data/tower.db' });
  expect(
    said([null, damage, 'unread' as const].map((each) => judgeDatabase({ sizeBytes: 4096, damage: each }))),
  ).toEqual(['database databaseSound good', 'database databaseDamaged bad', 'database databaseLarge good']);
  expect(
    said([judgeBackup(0, null, now), judgeBackup(1, now - 48 * hour, now), judgeBackup(1, now - 50 * hour, now)]),
  ).toEqual(['backup backupNone warning', 'backup backupRecent good', 'backup backupOld warning']);
  expect(judgeStorage({ now: null, lastAt: null }).finding).toBe('storageNever');
  expect(judgeStorage({ now: null, lastAt: now })).toMatchObject({ finding: 'storagePast', params: { lastAt: now } });
  expect(judgeStorage({ now: damage, lastAt: now })).toMatchObject({ finding: 'storageNow', problem: damage });
});

it('judges what ends agents with the tower', () => {
  expect(
    said([
      judgeGuard({ kind: 'notNeeded' }),
      judgeGuard({ kind: 'ready', pid: null }),
      judgeGuard({ kind: 'ready', pid: 12 }),
      judgeGuard({ kind: 'failed', reason: 'SIGKILL' }),
      judgeSweep({ ended: 0, remaining: [] }),
      judgeSweep({ ended: 2, remaining: [] }),
      judgeSweep({ ended: 2, remaining: [7, 8] }),
      judgeScopes({ lack: null }),
      judgeScopes(null),
      judgeScopes({ lack: 'there is no systemd-run' }),
    ]),
  ).toEqual([
    'guard guardNotNeeded good',
    'guard guardLater good',
    'guard guardRuns good',
    'guard guardFailed warning',
    'sweep sweptNothing good',
    'sweep sweptSome good',
    'sweep sweptNotAll bad',
    'scopes scopesHad good',
    'scopes scopesNotHere good',
    'scopes scopesLacking warning',
  ]);
  expect(judgeSweep({ ended: 0, remaining: [7, 8] }).params).toEqual({ pids: '7, 8' });
});

describe('processes of the ledger', () => {
  const row = (more: object) => ({ pid: 5, startedAt: now - hour, status: 'working' as const, ...more });

  it('belong to an instance that works, stops or starts, or were started just now', () => {
    const rows = [
      row({}),
      row({ status: 'stopping' }),
      row({ status: 'starting' }),
      row({ status: null, startedAt: now - 1000 }),
    ];
    expect(judgeProcesses(rows, now)).toMatchObject({ finding: 'processesOwned', params: { number: 4 } });
  });

  it('are stray when their instance is gone or says that nothing runs', () => {
    const rows = [
      row({}),
      row({ pid: 6, status: null }),
      row({ pid: 7, status: 'stopped' }),
      row({ pid: 0, status: 'failed' }),
    ];
    expect(judgeProcesses(rows, now)).toMatchObject({
      finding: 'processesStray',
      outcome: 'bad',
      params: { number: 3, pids: '6, 7' },
    });
  });
});

it('judges where keys lie by what the host is', () => {
  expect(
    said([
      judgeSecrets('keyring', true),
      judgeSecrets('obfuscated', true),
      judgeSecrets('none', true),
      judgeSecrets('none', false),
    ]),
  ).toEqual([
    'secrets keysSealed good',
    'secrets keysReadable warning',
    'secrets keysNoKeyring warning',
    'secrets keysInMemory good',
  ]);
});

it('says of a desktop what it grants, and nothing where there is none', () => {
  expect(judgeDesktop(null)).toEqual([]);
  expect(said(judgeDesktop({ tray: true, shortcut: 'registered', loginProblem: null }))).toEqual([
    'tray trayShown good',
    'shortcut shortcutWorks good',
    'login loginFine good',
  ]);
  expect(said(judgeDesktop({ tray: false, shortcut: 'taken', loginProblem: 'no' }))).toEqual([
    'tray trayMissing warning',
    'shortcut shortcutTaken warning',
    'login loginRefused warning',
  ]);
});

it('says what keeps tasks waiting', () => {
  expect(said(judgeWork({ paused: false, holds: [], storageProblem: null }))).toEqual([
    'paused towerRuns good',
    'holds holdsNone good',
    'memory memoryEnough good',
  ]);
  const limited = problem('api.overloaded');
  const hold = {
    id: '00000000-0000-4000-8000-000000000000',
    cause: 'overload' as const,
    instanceIds: [],
    model: null,
    since: now,
    attempts: 1,
    problem: limited,
  };
  const short = problem('memory.short', { available: 10, wanted: 500 });
  const holds = [
    { ...hold, until: now + hour },
    { ...hold, until: now + 10 },
  ];
  const checks = judgeWork({ paused: true, holds, storageProblem: null, memoryProblem: short });
  expect(said(checks)).toEqual(['paused towerPaused warning', 'holds holdsSome warning', 'memory memoryShort warning']);
  expect(checks[1]).toMatchObject({ params: { number: 2, nextAt: now + 10 }, problem: limited });
  expect(checks[2]?.problem).toEqual(short);
});
