import { problem } from '../../shared/models/problem-words.ts';
import type { Problem } from '../../shared/models/problem.ts';

/** How a process ended. */
export interface ExitReport {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last of what it wrote to stderr. */
  readonly stderr: string;
}

const patterns: readonly {
  readonly pattern: RegExp;
  readonly make: (match: RegExpExecArray, stderr: string) => Problem;
}[] = [
  {
    pattern: /cannot be used with root\/sudo privileges/i,
    make: (_, stderr) => problem('cli.refusedRoot', {}, stderr),
  },
  {
    pattern: /No conversation found/i,
    make: (_, stderr) => problem('cli.sessionMissing', { name: 'this instance' }, stderr),
  },
  {
    pattern: /Session ID .* is already in use/i,
    make: (_, stderr) => problem('cli.sessionInUse', { name: 'this instance' }, stderr),
  },
  {
    pattern: /error: (?:unknown option|option|.*argument).*/i,
    make: (match, stderr) => problem('cli.badArguments', { reason: match[0].replace(/^error: /i, '') }, stderr),
  },
  {
    pattern: /Error: (Invalid [^\n]*|When using [^\n]*|[^\n]*requires[^\n]*)/,
    make: (match, stderr) => problem('cli.badArguments', { reason: match[1] ?? '' }, stderr),
  },
  {
    pattern: /not logged in|please run \/login/i,
    make: (_, stderr) => problem('cli.notSignedIn', {}, stderr),
  },
];

/** One line on how a process ended: its exit code or signal. */
export function describeExit(exit: ExitReport): string {
  if (exit.signal !== null) return `signal ${exit.signal}`;
  return `exit code ${String(exit.code ?? 'unknown')}`;
}

/**
 * Says why a process ended that nobody asked to end. The CLI tells its reasons for not starting on stderr alone
 * (protocol, sections 1 and 5).
 */
export function problemOfExit(exit: ExitReport): Problem {
  for (const { pattern, make } of patterns) {
    const match = pattern.exec(exit.stderr);
    if (match !== null) return make(match, exit.stderr);
  }
  return problem('cli.exited', { how: describeExit(exit) }, exit.stderr === '' ? null : exit.stderr);
}
