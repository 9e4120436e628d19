import { ruleLists, type RuleList, type StandingRule } from '../../../shared/models/permission-rule.ts';
import type { Json } from '../../../shared/models/json.ts';
import { part } from '../../../shared/models/problem-parts.ts';
import { problem } from '../../../shared/models/problem-words.ts';
import { fail, ok, type Result } from '../../../shared/models/problem.ts';
import { isObject, textOf, textsOf } from '../fields.ts';

/** What a settings file says about permissions. */
export interface ReadRules {
  readonly rules: readonly StandingRule[];
  readonly defaultMode: string | null;
}

/** The keys that lead to a list within the settings. */
export const pathOfList = (list: RuleList): readonly string[] => ['permissions', list];

/** Some editors begin a file with it; the CLI passes over it, and JSON.parse does not. */
const byteOrderMark = '\uFEFF';
export const withoutMark = (text: string): string => (text.startsWith(byteOrderMark) ? text.slice(1) : text);
export const markOf = (text: string): string => (text.startsWith(byteOrderMark) ? byteOrderMark : '');

/**
 * Reads the rules of a settings file; what is no text in a list is passed over.
 * @param path for the problem alone
 * @returns `rules.unreadable` with where it is wrong, and nothing of what stands there: a link may lead to any file
 */
export function readRules(text: string, path: string): Result<ReadRules> {
  const unreadable = (reason: string) => fail(problem('rules.unreadable', { path, reason }));
  const settings = parse(withoutMark(text));
  if (settings === undefined) return unreadable(part('notJson'));
  if (!isObject(settings)) return unreadable(part('notObject'));
  const permissions = settings['permissions'];
  if (permissions === undefined) return ok({ rules: [], defaultMode: null });
  if (!isObject(permissions)) return unreadable(part('permissionsNotObject'));
  const wrong = ruleLists.find((list) => permissions[list] !== undefined && !Array.isArray(permissions[list]));
  if (wrong !== undefined) return unreadable(part('rulesNotList', { list: wrong }));
  const rules = ruleLists.flatMap((list) =>
    [...new Set(textsOf(permissions, list))].map((rule) => ({ list, text: rule })),
  );
  return ok({ rules, defaultMode: textOf(permissions, 'defaultMode') });
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
