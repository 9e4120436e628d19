import type { Check, Diagnosis } from '../../../shared/models/cli.ts';
import { problem } from '../../../shared/models/problem-words.ts';
import type { Problem } from '../../../shared/models/problem.ts';
import { checkLogin } from './check-login.ts';
import { checkData, checkGit, checkRoot } from './check-surroundings.ts';
import { minimumVersion } from './claude-version.ts';
import { findClaude, type Candidate, type SearchOptions } from './find-claude.ts';
import { runProgram } from './run-program.ts';

export interface DiagnosisOptions extends SearchOptions {
  /** Judges this executable in place of the one in use. */
  readonly claudePath?: string;
  readonly dataDirectory: string;
  /** process.getuid(), or null where there is none. */
  readonly userId: number | null;
}

/** Looks at everything that an agent needs, and says of each what was seen. Costs nothing and changes nothing. */
export async function diagnose(options: DiagnosisOptions): Promise<Diagnosis> {
  const run = options.run ?? runProgram;
  const settingsPath = options.claudePath ?? options.settingsPath;
  const inspect = { environment: options.environment, platform: options.platform, run };
  const [candidates, git, data] = await Promise.all([
    findClaude({ ...options, settingsPath, run }),
    checkGit(inspect),
    checkData(options.dataDirectory),
  ]);
  const used = choose(candidates);
  const usable = used !== null && used.problem === null;
  return {
    checks: [
      checkPath(used),
      checkVersion(used),
      usable ? await checkLogin(used.path, inspect) : unknownLogin,
      checkRoot(options.userId, options.environment),
      git,
      data,
    ],
    claudePath: usable ? used.path : null,
    claudeVersion: used?.version ?? null,
    candidates: candidates.map(({ path, version, source }) => ({ path, version, source })),
  };
}

/** The one of the settings, whatever is wrong with it; or the first that works; or the first of all. */
function choose(candidates: readonly Candidate[]): Candidate | null {
  const first = candidates[0] ?? null;
  if (first?.source === 'settings') return first;
  return candidates.find((candidate) => candidate.problem === null) ?? first;
}

function checkPath(used: Candidate | null): Check {
  if (used === null)
    return failed('cli.path', 'not in PATH nor in the usual places', problem('cli.notFound', { where: '' }));
  const fault = used.problem;
  if (fault === null || fault.code === 'cli.tooOld') {
    return { id: 'cli.path', status: 'ok', evidence: used.path, problem: null };
  }
  return failed('cli.path', used.path, fault);
}

function checkVersion(used: Candidate | null): Check {
  if (used === null || used.version === null) {
    return { id: 'cli.version', status: 'failed', evidence: 'no CLI to ask', problem: used?.problem ?? null };
  }
  const evidence = `${used.version} (needed: ${minimumVersion})`;
  return used.problem === null
    ? { id: 'cli.version', status: 'ok', evidence, problem: null }
    : failed('cli.version', evidence, used.problem);
}

const unknownLogin: Check = { id: 'cli.login', status: 'failed', evidence: 'no CLI to ask', problem: null };

function failed(id: Check['id'], evidence: string, found: Problem): Check {
  return { id, status: 'failed', evidence, problem: found };
}
