import { randomUUID } from 'node:crypto';
import type { Json, JsonObject } from '../../shared/models/json.ts';
import type { DemoOutput } from './demo-output.ts';
import { isJsonObject, listIn, objectIn, textIn } from './json-fields.ts';
import type { PretendedTool } from './scene.ts';

/** What a person, or the mode, said of a tool. */
export type Verdict =
  | { readonly kind: 'allowed'; readonly input: JsonObject }
  | { readonly kind: 'denied'; readonly message: string; readonly stopsTurn: boolean }
  | { readonly kind: 'aborted' };

/** Decides by mode whether a tool is asked for, asks, and remembers what "always" covers. */
export class PermissionDesk {
  readonly #output: DemoOutput;
  readonly #canAsk: boolean;
  readonly #remembered = new Set<string>();
  readonly #waiting = new Map<string, (response: JsonObject) => void>();
  #mode: string;
  #inputEnded = false;

  constructor(output: DemoOutput, mode: string, canAsk: boolean) {
    this.#output = output;
    this.#mode = mode;
    this.#canAsk = canAsk;
  }

  get mode(): string {
    return this.#mode;
  }

  /** Changes the mode and tells of it, as the CLI does. */
  changeMode(mode: string): void {
    this.#mode = mode;
    this.#output.event({ type: 'system', subtype: 'status', status: null, permissionMode: mode });
  }

  async judge(tool: PretendedTool, toolUseId: string, signal: AbortSignal): Promise<Verdict> {
    if (!this.#mustAsk(tool)) return { kind: 'allowed', input: tool.input };
    if (!this.#canAsk)
      return { kind: 'denied', message: 'Nobody can be asked for a permission here.', stopsTurn: false };
    if (this.#inputEnded) return closedVerdict;

    const requestId = randomUUID();
    this.#output.event({ type: 'system', subtype: 'session_state_changed', state: 'requires_action' });
    this.#output.control({ type: 'control_request', request_id: requestId, request: requestFor(tool, toolUseId) });
    const response = await this.#response(requestId, signal);
    if (response === null) {
      this.#output.control({ type: 'control_cancel_request', request_id: requestId });
      return { kind: 'aborted' };
    }
    this.#output.event({ type: 'system', subtype: 'session_state_changed', state: 'running' });
    return this.#understand(tool, response);
  }

  /** Takes the `response` of a control_response; one that nobody waits for is ignored. */
  answer(response: JsonObject): void {
    this.#waiting.get(textIn(response, 'request_id') ?? '')?.(response);
  }

  /** Nobody can answer any more. */
  endInput(): void {
    this.#inputEnded = true;
    for (const settle of [...this.#waiting.values()]) settle({ subtype: 'error', error: closedMessage });
  }

  #mustAsk(tool: PretendedTool): boolean {
    if (tool.needs === 'nothing') return false;
    if (tool.needs === 'person') return true;
    if (this.#mode === 'bypassPermissions' || this.#remembered.has(tool.name)) return false;
    return !(tool.needs === 'edit' && this.#mode === 'acceptEdits');
  }

  #response(requestId: string, signal: AbortSignal): Promise<JsonObject | null> {
    return new Promise((resolve) => {
      const settle = (response: JsonObject | null): void => {
        this.#waiting.delete(requestId);
        signal.removeEventListener('abort', onAbort);
        resolve(response);
      };
      const onAbort = (): void => settle(null);
      signal.addEventListener('abort', onAbort);
      this.#waiting.set(requestId, settle);
      if (signal.aborted) settle(null);
    });
  }

  #understand(tool: PretendedTool, response: JsonObject): Verdict {
    if (textIn(response, 'subtype') === 'error') {
      const reason = textIn(response, 'error') ?? 'no reason given';
      return { kind: 'denied', message: `Tool permission request failed: ${reason}`, stopsTurn: false };
    }
    const decision = objectIn(response, 'response') ?? {};
    if (textIn(decision, 'behavior') !== 'allow') {
      const message = textIn(decision, 'message') ?? 'The user did not allow this.';
      return { kind: 'denied', message, stopsTurn: decision['interrupt'] === true };
    }
    for (const update of listIn(decision, 'updatedPermissions')) this.#remember(update);
    const changed = objectIn(decision, 'updatedInput') ?? {};
    if (tool.name === 'ExitPlanMode' && this.#mode === 'plan') this.changeMode('default');
    return { kind: 'allowed', input: Object.keys(changed).length === 0 ? tool.input : changed };
  }

  #remember(update: Json): void {
    if (!isJsonObject(update)) return;
    if (textIn(update, 'type') === 'setMode') this.changeMode(textIn(update, 'mode') ?? this.#mode);
    for (const rule of listIn(update, 'rules')) {
      const name = isJsonObject(rule) ? textIn(rule, 'toolName') : null;
      if (name !== null) this.#remembered.add(name);
    }
  }
}

const closedMessage = 'Tool permission stream closed before response received';
const closedVerdict: Verdict = { kind: 'denied', message: closedMessage, stopsTurn: false };

function requestFor(tool: PretendedTool, toolUseId: string): JsonObject {
  const base = {
    subtype: 'can_use_tool',
    tool_name: tool.name,
    display_name: tool.name,
    input: tool.input,
    tool_use_id: toolUseId,
  };
  if (tool.needs === 'person') return { ...base, requires_user_interaction: true };
  const what = textIn(tool.input, 'command') ?? textIn(tool.input, 'file_path') ?? tool.name;
  return { ...base, description: what, permission_suggestions: [suggestionFor(tool, what)] };
}

function suggestionFor(tool: PretendedTool, what: string): JsonObject {
  if (tool.needs === 'edit') return { type: 'setMode', mode: 'acceptEdits', destination: 'session' };
  const rules = [{ toolName: tool.name, ruleContent: what }];
  return { type: 'addRules', rules, behavior: 'allow', destination: 'localSettings' };
}
