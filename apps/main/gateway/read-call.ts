import type { z } from 'zod';
import { clipText } from './clip-json.ts';
import { findUnplain } from './plain-data.ts';
import { type CallArguments, type CallName, calls } from '../../shared/contract/calls.ts';
import { fail, ok, type Result } from '../../shared/models/problem.ts';
import { problem } from '../../shared/models/problem-words.ts';

/** How many faults of one input are told; the rest follow when these are corrected. */
const maxFaults = 3;
/** How much is said about one fault, in UTF-16 units: it may quote a key of the input, which may be of any length. */
const maxFaultLength = 200;

/** Is this the name of a call? The names that every object inherits are not. */
export function isCallName(name: string): name is CallName {
  return Object.hasOwn(calls, name);
}

/**
 * Checks what came from a window against the contract. Never throws, whatever came.
 * @returns the arguments with defaults filled in, or `input.invalid`, which says which part is wrong and how
 */
export function readArguments<N extends CallName>(name: N, input: unknown): Result<CallArguments<N>> {
  const unplain = findUnplain(input);
  if (unplain !== null) return fail(problem('input.invalid', { what: `${name}: the input ${unplain}` }));
  const parsed = parse(name, input);
  if (parsed === null) return fail(problem('input.invalid', { what: `${name}: the input cannot be read` }));
  if (parsed.success) return ok(parsed.data as CallArguments<N>);
  const faults = parsed.error.issues.slice(0, maxFaults).map(describe);
  const more = parsed.error.issues.length > maxFaults ? ` (and ${parsed.error.issues.length - maxFaults} more)` : '';
  return fail(problem('input.invalid', { what: `${name}: ${faults.join('; ')}${more}` }));
}

/**
 * @returns null when the schema itself stumbled: zod (4.6) compares the length of whatever has one, text or not, and that
 *   throws where the length is an object that no number can be made of
 */
function parse(name: CallName, input: unknown): z.ZodSafeParseResult<unknown> | null {
  try {
    return calls[name].input.safeParse(input);
  } catch {
    return null;
  }
}

function describe(issue: z.core.$ZodIssue): string {
  const message = issue.message.replace(/^Invalid input: /, '');
  return clipText(
    issue.path.length === 0 ? message : `${issue.path.map(String).join('.')}: ${message}`,
    maxFaultLength,
  );
}
