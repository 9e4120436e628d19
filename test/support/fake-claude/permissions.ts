import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { jsonObjectSchema, type JsonObject } from '../../../apps/shared/models/json.ts';
import { planFileOf, type Core, type Rule } from './core.ts';
import { addLocalPermissions, isTrusted, readLocalPermissions } from './local-settings.ts';

const answerSchema = z.discriminatedUnion('behavior', [
  z.looseObject({
    behavior: z.literal('allow'),
    updatedInput: jsonObjectSchema,
    updatedPermissions: z.array(jsonObjectSchema).optional(),
  }),
  z.looseObject({ behavior: z.literal('deny'), message: z.string(), interrupt: z.boolean().optional() }),
]);
const rulesSchema = z.array(z.object({ toolName: z.string(), ruleContent: z.string().optional() }));

export type Verdict =
  | { readonly kind: 'allow'; readonly input: JsonObject; readonly asked: boolean }
  | { readonly kind: 'deny'; readonly message: string; readonly interrupt: boolean; readonly byRule: boolean };

/** Tools that are a conversation with a person: they ask whatever the mode. */
const personal = ['AskUserQuestion', 'ExitPlanMode', 'EnterPlanMode'];
const harmless = ['Read', 'Task', 'TaskOutput', 'TaskStop', 'ToolSearch', 'StructuredOutput'];
const harmlessCommand = /^\s*(echo|ls|cat|pwd|true|sleep|head|tail|wc|date|whoami)\b[^;&|<>`$]*$/;

/** Decides whether a tool may run, and asks over the control protocol where a person has to. */
export class PermissionDesk {
  readonly #core: Core;
  readonly #open = new Map<string, (answer: JsonObject | Error) => void>();
  #inputEnded = false;

  constructor(core: Core) {
    this.#core = core;
  }

  get waiting(): boolean {
    return this.#open.size > 0;
  }

  /** Whether the tool runs, with which input. */
  async decide(tool: string, input: JsonObject, toolUseId: string): Promise<Verdict> {
    const { session, line } = this.#core;
    const allow: Verdict = { kind: 'allow', input, asked: false };
    const deny = (message: string): Verdict => ({ kind: 'deny', message, interrupt: false, byRule: true });
    const rules = line.deniedTools.map((rule) => parseRule(rule));
    if (rules.some((rule) => matches(rule, tool, input))) return deny(`Permission to use ${tool} has been denied.`);
    if (personal.includes(tool)) {
      if (!line.permissionPrompts) return deny(`No such tool available: ${tool}`);
      return this.#ask(tool, tool === 'ExitPlanMode' ? this.#planOf(input) : input, toolUseId);
    }
    if (session.mode === 'bypassPermissions' || harmless.includes(tool)) return allow;
    const command = input['command'];
    if (tool === 'Bash' && typeof command === 'string' && harmlessCommand.test(command)) return allow;
    if (tool === 'Write' && session.mode === 'plan' && input['file_path'] === planFileOf(this.#core)) return allow;
    if (session.mode === 'acceptEdits' && ['Write', 'Edit'].includes(tool)) return allow;
    const allowed = [...session.allowed, ...allowedLocally(this.#core), ...line.allowedTools.map(parseRule)];
    if (allowed.some((rule) => matches(rule, tool, input))) return allow;
    if (session.mode === 'dontAsk' || !line.permissionPrompts) {
      return deny(`Claude requested permissions to use ${tool}, but you haven't granted it yet.`);
    }
    return this.#ask(tool, input, toolUseId);
  }

  /** Takes an answer from stdin; one that nobody waits for is dropped, as by the real CLI. */
  answer(response: JsonObject): void {
    const settle = this.#open.get(String(response['request_id']));
    if (!settle) return;
    if (response['subtype'] === 'error') settle(new Error(String(response['error'])));
    else settle(jsonObjectSchema.safeParse(response['response']).data ?? {});
  }

  /** Takes back every open question, because the turn is being stopped. Its answers come too late. */
  withdraw(): void {
    for (const [id, settle] of this.#open) {
      this.#core.writer.line({ type: 'control_cancel_request', request_id: id });
      settle(new Error('aborted'));
    }
  }

  /** Nobody can answer any more. */
  inputEnded(): void {
    this.#inputEnded = true;
    for (const settle of this.#open.values()) settle(new Error('stream closed'));
  }

  /** The plan is the file's. Without one, the older CLI shows what the model said, and the newer one nothing. */
  #planOf(input: JsonObject): JsonObject {
    const planFilePath = planFileOf(this.#core);
    if (existsSync(planFilePath)) return { ...input, plan: readFileSync(planFilePath, 'utf8'), planFilePath };
    return this.#core.profile.modern ? {} : input;
  }

  async #ask(tool: string, input: JsonObject, toolUseId: string): Promise<Verdict> {
    const { writer, profile, state } = this.#core;
    const id = randomUUID();
    const closed: Verdict = {
      kind: 'deny',
      message: 'Tool permission stream closed before response received',
      interrupt: false,
      byRule: false,
    };
    if (this.#inputEnded) return closed;
    const answered = new Promise<JsonObject | Error>((resolve) => {
      this.#open.set(id, resolve);
    });
    state.tell('requires_action');
    writer.line({
      type: 'control_request',
      request_id: id,
      request: {
        subtype: 'can_use_tool',
        tool_name: tool,
        display_name: tool,
        input,
        ...describe(tool, input),
        ...(personal.includes(tool) ? {} : { permission_suggestions: suggestions(tool, input) }),
        tool_use_id: toolUseId,
        ...(personal.includes(tool) && profile.modern ? { requires_user_interaction: true } : {}),
      },
    });
    const answer = await answered;
    this.#open.delete(id);
    state.tell('running');
    if (!(answer instanceof Error)) return this.#verdict(input, answer);
    if (answer.message === 'stream closed') return closed;
    const message = `Tool permission request failed: Error: ${answer.message}`;
    return { kind: 'deny', message, interrupt: false, byRule: false };
  }

  #verdict(input: JsonObject, answer: JsonObject): Verdict {
    const parsed = answerSchema.safeParse(answer);
    if (!parsed.success) {
      const message = `Tool permission request failed: ZodError: ${parsed.error.message}`;
      return { kind: 'deny', message, interrupt: false, byRule: false };
    }
    if (parsed.data.behavior === 'deny') {
      return { kind: 'deny', message: parsed.data.message, interrupt: parsed.data.interrupt ?? false, byRule: false };
    }
    for (const update of parsed.data.updatedPermissions ?? []) this.#remember(update);
    const changed = parsed.data.updatedInput;
    return { kind: 'allow', input: Object.keys(changed).length === 0 ? input : changed, asked: true };
  }

  #remember(update: JsonObject): void {
    const { session, directory, writer, events } = this.#core;
    const { type, destination, mode } = update;
    const isLocal = destination === 'localSettings';
    if (destination === undefined) return;
    if (type === 'setMode' && typeof mode === 'string') {
      if (isLocal) addLocalPermissions(directory, [], mode);
      session.mode = mode;
      writer.line(events.system('status', { status: null, permissionMode: mode }));
    }
    if (type !== 'addRules') return;
    const rules = rulesSchema.safeParse(update['rules']).data ?? [];
    if (isLocal) {
      addLocalPermissions(directory, rules.map(ruleText), null);
      return;
    }
    const list = update['behavior'] === 'deny' ? session.denied : session.allowed;
    for (const rule of rules) list.push({ toolName: rule.toolName, ruleContent: rule.ruleContent ?? null });
  }
}

/** The older CLI takes no permission from a folder that nobody has said to be trusted. */
const trusts = ({ profile, store, directory }: Core): boolean => profile.modern || isTrusted(store.root, directory);

/** What a folder's own settings let pass unasked, as they are now: the real ones look again within seconds. */
const allowedLocally = (core: Core): readonly Rule[] =>
  trusts(core) ? readLocalPermissions(core.directory).allow.map(parseRule) : [];

const ruleText = ({ toolName, ruleContent }: z.infer<typeof rulesSchema>[number]): string =>
  ruleContent === undefined ? toolName : `${toolName}(${ruleContent})`;

function describe(tool: string, input: JsonObject): JsonObject {
  const path = input['file_path'];
  if (tool === 'Bash') return { description: String(input['description'] ?? input['command'] ?? '') };
  return typeof path === 'string' ? { description: basename(path) } : {};
}

const suggestions = (tool: string, input: JsonObject): readonly JsonObject[] =>
  tool === 'Bash'
    ? [
        {
          type: 'addRules',
          rules: [{ toolName: 'Bash', ruleContent: String(input['command']) }],
          behavior: 'allow',
          destination: 'localSettings',
        },
      ]
    : [{ type: 'setMode', mode: 'acceptEdits', destination: 'session' }];

function parseRule(text: string): Rule {
  const match = /^([^(]+)\((.*)\)$/s.exec(text);
  return match ? { toolName: match[1] ?? '', ruleContent: match[2] ?? null } : { toolName: text, ruleContent: null };
}

function matches(rule: Rule, tool: string, input: JsonObject): boolean {
  // A rule for Edit with a path is one for every tool that changes files; of paths, the fake knows the whole folder.
  if (rule.toolName === 'Edit' && rule.ruleContent === './**') {
    return ['Edit', 'Write'].includes(tool) && String(input['file_path']).startsWith(`${process.cwd()}/`);
  }
  if (rule.toolName !== tool) return false;
  if (rule.ruleContent === null || rule.ruleContent === '*') return true;
  const subject = String(input['command'] ?? input['file_path'] ?? '');
  const prefix = rule.ruleContent.replace(/(:\*| \*)$/, '');
  return prefix === rule.ruleContent ? subject === prefix : subject === prefix || subject.startsWith(`${prefix} `);
}
