import { describe, expect, it } from 'vitest';
import { remediesOf, sortChecks } from '../../../apps/renderer/features/doctor/remedies.ts';
import { reportText } from '../../../apps/renderer/features/doctor/report-text.ts';
import { type DoctorCheck, doctorFindings, type DoctorFinding } from '../../../apps/shared/models/doctor.ts';
import { doctor as english } from '../../../apps/renderer/words/en/doctor.ts';

const check = (id: DoctorCheck['id'], finding: DoctorFinding): DoctorCheck => ({
  id,
  finding,
  outcome: doctorFindings[finding],
  params: {},
  problem: null,
});

/** Their next step is the hint of the problem that they carry. */
const toldByProblem: ReadonlySet<DoctorFinding> = new Set<DoctorFinding>([
  ...(['cliMissing', 'cliNotThere', 'cliUnusable', 'versionTooOld', 'notSignedIn', 'root', 'dataFailed'] as const),
  ...(['databaseDamaged', 'storageNow', 'holdsSome', 'memoryShort'] as const),
]);

describe('the doctor in the window', () => {
  it('shows what needs somebody first, and the rest as it came', () => {
    const checks = [
      check('git', 'gitFound'),
      check('cliLogin', 'loginNotAsked'),
      check('paused', 'towerPaused'),
      check('user', 'ordinaryUser'),
      check('cliPath', 'cliMissing'),
    ];
    expect(sortChecks(checks).map(({ id }) => id)).toEqual(['cliPath', 'paused', 'cliLogin', 'git', 'user']);
  });

  it('has a next step for everything that is not well', () => {
    const findings = Object.keys(doctorFindings) as DoctorFinding[];
    const without = findings.filter(
      (finding) => doctorFindings[finding] !== 'good' && !toldByProblem.has(finding) && !(finding in english.next),
    );
    expect(without).toEqual([]);
    expect(findings.filter((finding) => doctorFindings[finding] === 'good' && finding in english.next)).toEqual([]);
  });

  it('offers what the app can do itself, and a command where one does it', () => {
    expect(remediesOf('cliMissing', 'linux')).toEqual([
      { kind: 'settings', tab: 'cli' },
      { kind: 'command', command: 'npm install -g @anthropic-ai/claude-code' },
    ]);
    expect(remediesOf('towerPaused', 'linux')).toEqual([{ kind: 'resume' }]);
    expect(remediesOf('gitMissing', 'darwin')).toEqual([{ kind: 'command', command: 'xcode-select --install' }]);
    expect(remediesOf('gitMissing', 'linux')).toEqual([]);
    expect(remediesOf('gitFound', 'darwin')).toEqual([]);
  });

  it('writes a report that says all of it, and not whose home it is', () => {
    const host = {
      kind: 'web' as const,
      version: '1.2.3',
      platform: 'linux',
      homeDirectory: '/home/somebody',
      dataDirectory: '/home/somebody/data',
      runsAsRoot: false,
    };
    const words = { name: 'Git', outcome: 'All right', evidence: 'git 2', message: null, next: null, detail: null };
    const bad = {
      ...words,
      name: 'CLI',
      outcome: 'Does not work',
      evidence: '~/bin/claude',
      message: 'It cannot be run: /home/somebody/bin/claude.',
      next: 'Choose another.',
      detail: 'one\ntwo',
    };
    expect(reportText([bad, words], 0, host).split('\n')).toEqual([
      'Claude Control Tower 1.2.3 (web, linux), 1970-01-01T00:00:00.000Z',
      '',
      '[Does not work] CLI: ~/bin/claude',
      '    It cannot be run: ~/bin/claude.',
      '    Choose another.',
      '    one',
      '    two',
      '[All right] Git: git 2',
      '',
    ]);
  });
});
