import type { Check, Diagnosis } from '../../shared/models/cli.ts';
import type { DoctorCheck } from '../../shared/models/doctor.ts';
import { isAtLeast } from '../claude/discovery/claude-version.ts';
import { found } from './found.ts';

/** The exact versions with which the tower is tested, the oldest and the newest (docs/cli-compatibility.md). */
export const testedVersions = { oldest: '2.1.197', newest: '2.1.330' } as const;

/** Judges what was seen of the CLI: where it is, its version, its sign-in, and as whom it would run. */
export function judgeCli(diagnosis: Diagnosis): readonly DoctorCheck[] {
  const seen = new Map(diagnosis.checks.map((check) => [check.id, check]));
  return [
    judgePath(diagnosis, seen.get('cli.path')),
    judgeVersion(diagnosis, seen.get('cli.version')),
    judgeLogin(diagnosis, seen.get('cli.login')),
    judgeUser(seen.get('cli.root')),
  ];
}

function judgePath({ candidates }: Diagnosis, check: Check | undefined): DoctorCheck {
  const problem = check?.problem ?? null;
  if (check === undefined || problem?.code === 'cli.notFound') {
    const isNamed = candidates.some(({ source }) => source === 'settings');
    return found('cliPath', isNamed ? 'cliNotThere' : 'cliMissing', {}, problem);
  }
  if (problem !== null) return found('cliPath', 'cliUnusable', { path: check.evidence }, problem);
  return found('cliPath', 'cliFound', { path: check.evidence });
}

function judgeVersion({ claudeVersion: version }: Diagnosis, check: Check | undefined): DoctorCheck {
  if (version === null) return found('cliVersion', 'versionUnknown');
  const params = { version, ...testedVersions };
  const problem = check?.problem ?? null;
  if (problem !== null) return found('cliVersion', 'versionTooOld', params, problem);
  if (!isAtLeast(version, testedVersions.oldest)) return found('cliVersion', 'versionBehind', params);
  if (isAtLeast(testedVersions.newest, version)) return found('cliVersion', 'versionTested', params);
  // A CLI brings itself up to date every few days: only a new line of versions is worth a warning.
  const isSameLine = lineOf(version) === lineOf(testedVersions.newest);
  return found('cliVersion', isSameLine ? 'versionUntested' : 'versionAhead', params);
}

const lineOf = (version: string): string => version.split('.').slice(0, 2).join('.');

function judgeLogin({ claudePath }: Diagnosis, check: Check | undefined): DoctorCheck {
  if (claudePath === null || check === undefined) return found('cliLogin', 'loginNotAsked');
  if (check.status === 'failed') return found('cliLogin', 'notSignedIn', {}, check.problem);
  return check.status === 'ok'
    ? found('cliLogin', 'signedIn', { how: check.evidence })
    : found('cliLogin', 'loginUnknown');
}

function judgeUser(check: Check | undefined): DoctorCheck {
  if (check?.status === 'warning') return found('user', 'root', {}, check.problem);
  return found('user', check?.evidence.startsWith('root') === true ? 'sandboxRoot' : 'ordinaryUser');
}

/** Git, which agents use to show and undo what they changed. */
export function judgeGit({ status, evidence }: Check): DoctorCheck {
  return status === 'ok' ? found('git', 'gitFound', { version: evidence }) : found('git', 'gitMissing');
}
