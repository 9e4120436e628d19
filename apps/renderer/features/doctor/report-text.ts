import type { Host } from '../../../shared/models/tower.ts';

/** A check in the window's language. */
export interface CheckWords {
  readonly name: string;
  readonly outcome: string;
  /** What was seen. */
  readonly evidence: string;
  /** What is wrong, in a sentence; null where the evidence says it. */
  readonly message: string | null;
  /** What to do next; null where nothing needs to be done. */
  readonly next: string | null;
  /** What a program said, for whoever wants it. */
  readonly detail: string | null;
}

/**
 * The doctor's findings as plain text, to be sent to whoever helps: no names of instances, no prompts, no keys.
 * @param at when it was looked, in milliseconds since the epoch
 */
export function reportText(checks: readonly CheckWords[], at: number, host: Host | null): string {
  const program = host === null ? '' : ` ${host.version} (${host.kind}, ${host.platform})`;
  const lines = checks.flatMap(({ name, outcome, evidence, message, next, detail }) => [
    `[${outcome}] ${name}: ${evidence}`,
    ...[message, next, detail].flatMap((line) => (line === null ? [] : [indented(line)])),
  ]);
  const text = [`Claude Control Tower${program}, ${new Date(at).toISOString()}`, '', ...lines, ''].join('\n');
  return host === null || host.homeDirectory.length < 2 ? text : text.replaceAll(host.homeDirectory, '~');
}

const indented = (text: string): string => text.replace(/^/gm, '    ');
