import type { Json, JsonObject } from '../../shared/models/json.ts';
import { ruleLists, type HeldRules, type StandingRule } from '../../shared/models/permission-rule.ts';
import { isObject, objectsOf, textOf, textsOf } from '../claude/fields.ts';
import type { EventBus } from '../events/event-bus.ts';

/** A process cannot be given more by hand; what comes beyond is still held, and not listed. */
const maxListed = 1000;

/**
 * What persons have allowed for as long as a process lives. The CLI writes it nowhere and cannot be made to forget it, so it
 * is noted here as it is said, and struck when the process ends.
 */
export class SessionRules {
  readonly #held = new Map<string, Map<string, StandingRule>>();

  constructor(bus: Pick<EventBus, 'on'>) {
    for (const type of ['instance.starting', 'instance.stopped', 'instance.failed', 'instance.deleted'] as const) {
      bus.on(type, ({ data }) => this.#held.delete(data.instance.id));
    }
  }

  /** Notes what an answer to the CLI says is to be remembered. @param updates its `updatedPermissions` */
  note(instanceId: string, updates: readonly Json[]): void {
    const rules = updates.filter(isObject).flatMap(rulesOf);
    if (rules.length === 0) return;
    const held = this.#held.get(instanceId) ?? new Map<string, StandingRule>();
    for (const rule of rules) if (held.size < maxListed) held.set(`${rule.list} ${rule.text}`, rule);
    this.#held.set(instanceId, held);
  }

  /** What each process holds that holds anything. */
  all(): readonly HeldRules[] {
    return [...this.#held].map(([instanceId, rules]) => ({ instanceId, rules: [...rules.values()] }));
  }
}

/** What an update puts into the session. A change of mode is no rule: the instance shows its mode itself. */
function rulesOf(update: JsonObject): readonly StandingRule[] {
  if (textOf(update, 'destination') !== 'session') return [];
  if (textOf(update, 'type') === 'addDirectories') {
    return textsOf(update, 'directories').map((text) => ({ list: 'additionalDirectories', text }));
  }
  if (textOf(update, 'type') !== 'addRules') return [];
  const list = ruleLists.find((one) => one === textOf(update, 'behavior')) ?? 'allow';
  return objectsOf(update, 'rules').map((rule) => ({ list, text: ruleText(rule) }));
}

/** As the CLI writes a rule into its settings, so that the two are known as the same. */
function ruleText(rule: JsonObject): string {
  const tool = textOf(rule, 'toolName') ?? '';
  const content = textOf(rule, 'ruleContent');
  return content === null || content === '' ? tool : `${tool}(${content.replace(/[\\()]/g, '\\$&')})`;
}
