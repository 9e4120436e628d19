import { chmodSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { doctorCheckIds, type DoctorReport } from '../../../apps/shared/models/doctor.ts';
import { TestTower } from './test-tower.ts';
import { towerPlace, type TowerPlace } from './tower-place.ts';

const desktopOnly = ['tray', 'shortcut', 'login'];
const finding = ({ checks }: DoctorReport, id: string) => checks.find((check) => check.id === id);

let place: TowerPlace;

// Whatever whoever runs the tests has installed is none of their business.
beforeEach(() => {
  place = towerPlace();
  vi.stubEnv('HOME', place.folder);
  vi.stubEnv('SHELL', '/bin/sh');
  vi.stubEnv('PATH', `${dirname(process.execPath)}:/usr/bin:/bin`);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

it('looks at everything that the tower needs, each time anew', async () => {
  const tower = await TestTower.open(place);
  const before = await tower.must('tower.doctor', {});
  expect(before.checks.map(({ id }) => id)).toEqual(doctorCheckIds.filter((id) => !desktopOnly.includes(id)));
  expect(before.checks.filter(({ outcome }) => outcome === 'bad')).toEqual([]);
  expect(finding(before, 'cliPath')).toMatchObject({ finding: 'cliFound', params: { path: tower.claudePath } });
  expect(finding(before, 'dataFolder')).toMatchObject({ finding: 'dataWritable', params: { path: place.data } });
  expect(Number(finding(before, 'dataFolder')?.params['freeBytes'])).toBeGreaterThan(0);
  expect(finding(before, 'database')).toMatchObject({ finding: 'databaseSound' });
  expect(Number(finding(before, 'database')?.params['sizeBytes'])).toBeGreaterThan(0);
  expect(finding(before, 'processes')).toMatchObject({ finding: 'processesOwned', params: { number: 0 } });
  expect(finding(before, 'secrets')).toMatchObject({ finding: 'keysInMemory' });
  expect(finding(before, 'sweep')).toMatchObject({ finding: 'sweptNothing' });
  expect(finding(before, 'paused')).toMatchObject({ finding: 'towerRuns' });

  const { id } = await tower.create();
  await tower.must('instance.start', { id });
  await tower.inStatus(id, 'idle');
  await tower.must('tower.pause', {});
  const after = await tower.must('tower.doctor', {});
  expect(finding(after, 'processes')).toMatchObject({ finding: 'processesOwned', params: { number: 1 } });
  expect(finding(after, 'paused')).toMatchObject({ finding: 'towerPaused', outcome: 'warning' });
  if (process.platform !== 'win32') {
    expect(finding(before, 'guard')).toMatchObject({ finding: 'guardLater' });
    expect(finding(after, 'guard')).toMatchObject({
      finding: 'guardRuns',
      params: { pid: expect.any(Number) as number },
    });
  }
  await tower.close();
});

it('says that the CLI is missing, and that it is there once it is', async () => {
  const tower = await TestTower.open(place, { claudePath: null });
  const path = join(place.folder, 'claude');
  await tower.must('settings.update', { claudePath: path });
  const missing = await tower.must('tower.doctor', {});
  expect(finding(missing, 'cliPath')).toMatchObject({
    finding: 'cliNotThere',
    outcome: 'bad',
    problem: { code: 'cli.notFound' },
  });
  expect(finding(missing, 'cliLogin')).toMatchObject({ outcome: 'unknown' });
  expect(finding(missing, 'git')?.outcome).not.toBe('unknown');

  writeFileSync(
    path,
    '#!/bin/sh\n[ "$1" = --version ] && echo "2.1.200 (Claude Code)" || echo \'{"loggedIn":true}\'\n',
  );
  chmodSync(path, 0o755);
  const there = await tower.must('tower.doctor', {});
  expect(finding(there, 'cliPath')).toMatchObject({ finding: 'cliFound', params: { path } });
  expect(finding(there, 'cliVersion')).toMatchObject({ finding: 'versionTested', params: { version: '2.1.200' } });
  expect(finding(there, 'cliLogin')).toMatchObject({ finding: 'signedIn' });
  await tower.close();
});
