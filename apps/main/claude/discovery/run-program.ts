import { execa } from 'execa';

/** How a short-lived program ended. */
export type ProgramRun =
  | { readonly kind: 'ended'; readonly exitCode: number; readonly stdout: string; readonly stderr: string }
  /** It never ran; `code` is the system's (ENOENT, EACCES ...). */
  | { readonly kind: 'notStarted'; readonly code: string; readonly message: string }
  | { readonly kind: 'timedOut' };

export interface ProgramCall {
  readonly file: string;
  readonly arguments: readonly string[];
  /** The whole environment, but for what marks us as another session's child. */
  readonly environment: NodeJS.ProcessEnv;
  readonly timeoutMs: number;
}

/** Runs a program to its end or to its time limit. Never rejects. */
export type RunProgram = (call: ProgramCall) => Promise<ProgramRun>;

const maxOutput = 1024 * 1024;

/** Runs a program with nothing on its stdin. What it started goes with it when its time is up. */
export const runProgram: RunProgram = async ({ file, arguments: args, environment, timeoutMs }) => {
  // A group (on POSIX: a session) of its own: it can be killed whole, and an interactive shell finds no terminal to take.
  const detached = process.platform !== 'win32';
  const child = execa(file, args, {
    env: withoutSessionMarks(environment),
    extendEnv: false,
    stdin: 'ignore',
    reject: false,
    detached,
    cleanup: false,
    windowsHide: true,
    maxBuffer: maxOutput,
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<ProgramRun>((resolve) => {
    timer = setTimeout(() => {
      killWhole(child.pid, detached);
      resolve({ kind: 'timedOut' });
    }, timeoutMs);
  });
  const ended = child.then((result): ProgramRun => {
    if (result.exitCode === undefined && result.signal === undefined) {
      return { kind: 'notStarted', code: result.code ?? 'UNKNOWN', message: result.shortMessage ?? '' };
    }
    return { kind: 'ended', exitCode: result.exitCode ?? -1, stdout: result.stdout, stderr: result.stderr };
  });
  const run = await Promise.race([ended, late]);
  clearTimeout(timer);
  return run;
};

function killWhole(pid: number | undefined, group: boolean): void {
  if (pid === undefined) return;
  try {
    process.kill(group ? -pid : pid, 'SIGKILL');
  } catch {
    // It ended in this very moment.
  }
}

/** A CLI that finds these in its environment takes itself for the child of another session. */
function withoutSessionMarks(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const rest = { ...environment };
  delete rest['CLAUDECODE'];
  delete rest['CLAUDE_CODE_SESSION_ID'];
  delete rest['CLAUDE_CODE_ENTRYPOINT'];
  return rest;
}
