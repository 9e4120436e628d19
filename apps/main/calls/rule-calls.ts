import { ok } from '../../shared/models/problem.ts';
import type { PermissionRules } from '../claude/rules/permission-rules.ts';
import type { Handlers } from '../gateway/handlers.ts';
import type { InstanceRecords } from '../orchestrator/instance-records.ts';
import type { SessionRules } from '../orchestrator/session-rules.ts';

export type RuleCalls = Pick<Handlers, Extract<keyof Handlers, `rules.${string}`>>;

export interface RuleCallsOptions {
  readonly records: Pick<InstanceRecords, 'find' | 'all'>;
  readonly rules: PermissionRules;
  readonly held: SessionRules;
}

/** The calls on permission rules. A window names an instance and never a path, so that no other file can be meant. */
export function ruleCalls({ records, rules, held }: RuleCallsOptions): RuleCalls {
  return {
    'rules.list': async ({ instanceId }) => {
      const one = instanceId === null ? null : records.find(instanceId);
      if (one?.ok === false) return one;
      const instances = one === null ? records.all() : [one.value];
      const known = new Set(instances.map(({ id }) => id));
      const { files, leftOut } = await rules.list(instances);
      return ok({ files, leftOut, held: held.all().filter((each) => known.has(each.instanceId)) });
    },
    'rules.takeBack': ({ instanceId, scope, list, text }) => {
      const found = records.find(instanceId);
      return found.ok ? rules.takeBack(found.value, scope, { list, text }) : found;
    },
    'rules.putBack': ({ undoId }) => rules.putBack(undoId),
  };
}
