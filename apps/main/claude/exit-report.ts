import { part } from '../../shared/models/problem-parts.ts';
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
    make: (_, stderr) => problem('cli.sessionMissing', { name: part('thisInstance') }, stderr),
  },
  {
    pattern: /No message found with message\.uuid/i,
    make: (_, stderr) => problem('cli.messageMissing', { name: part('thisInstance') }, stderr),
  },
  {
    pattern: /Session ID .* is already in use/i,
    make: (_, stderr) => problem('cli.sessionInUse', { name: part('thisInstance') }, stderr),
  },
  {
    pattern: /error: (?:unknown option|option|.*argument).*/i,
    make: (match, stderr) => badArguments(match[0].replace(/^error: /i, ''), stderr),
  },
  {
    // What is wrong with it stands in the lines below.
    pattern: /Error: (Invalid MCP configuration:(?:\n[^\n]+){0,3})/,
    make: (match, stderr) => badArguments(match[1] ?? '', stderr),
  },
  {
    pattern: /Error: (Invalid [^\n]*|When using [^\n]*|[^\n]*requires[^\n]*|--[^\n]* can only [^\n]*)/,
    make: (match, stderr) => badArguments(match[1] ?? '', stderr),
  },
  {
    pattern: /not logged in|please run \/login/i,
    make: (_, stderr) => problem('cli.notSignedIn', {}, stderr),
  },
];

/** The reason stands at the end of a sentence of ours: in one line, and without a stop of its own. */
function badArguments(words: string, stderr: string): Problem {
  const reason = words.replace(/\s*\n\s*/g, ' ').replace(/[\s.:]+$/, '');
  return problem('cli.badArguments', { reason }, stderr);
}

/** One line on how a process ended: its exit code or signal. */
export function describeExit(exit: ExitReport): string {
  if (exit.signal !== null) return `signal ${exit.signal}`;
  return `exit code ${String(exit.code ?? 'unknown')}`;
}

/**
 * Says why a process ended that nobody asked to end. The CLI tells its reasons for not starting on stderr alone, and exits
 * with 1 then (protocol, sections 1 and 5); after any other end, what stands there is evidence and no reason.
 */
export function problemOfExit(exit: ExitReport): Problem {
  for (const { pattern, make } of exit.code === 1 ? patterns : []) {
    const match = pattern.exec(exit.stderr);
    if (match !== null) return make(match, exit.stderr);
  }
  return problem('cli.exited', { how: describeExit(exit) }, exit.stderr === '' ? null : exit.stderr);
}
