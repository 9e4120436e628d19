import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../../apps/shared/models/json.ts';
import { isRefusal, type ToolCall } from '../messages-api/reply-script.ts';
import type { BackgroundWork } from './background.ts';
import type { Core } from './core.ts';
import { speak } from './model-call.ts';
import { stepsFor } from './prompt.ts';
import { pause } from './stdout-writer.ts';
import type { ToolOutcome } from './tools.ts';

type RunTools = (
  calls: readonly (ToolCall & { readonly id: string })[],
  parent: JsonObject,
  signal: AbortSignal,
) => Promise<void>;

/** The Task tool: a conversation below the conversation, in the foreground or, in the newer CLI, beside it. */
export class Subagents {
  readonly #core: Core;
  readonly #background: BackgroundWork;
  readonly #runTools: RunTools;

  constructor(core: Core, background: BackgroundWork, runTools: RunTools) {
    this.#core = core;
    this.#background = background;
    this.#runTools = runTools;
  }

  async run(call: ToolCall & { readonly id: string }, input: JsonObject, signal: AbortSignal): Promise<ToolOutcome> {
    const id = `a${randomUUID().replaceAll('-', '').slice(0, 16)}`;
    const description = String(input['description'] ?? '');
    const type = String(input['subagent_type'] ?? 'general-purpose');
    const prompt = String(input['prompt'] ?? '');
    const modern = this.#core.profile.modern;
    const parent: JsonObject = {
      parent_tool_use_id: call.id,
      ...(modern ? { agent_id: id } : {}),
      subagent_type: type,
      task_description: description,
    };
    const inBackground =
      modern &&
      input['run_in_background'] !== false &&
      this.#core.environment['CLAUDE_CODE_DISABLE_BACKGROUND_TASKS'] !== '1';
    if (inBackground) return this.#beside(id, call.id, description, type, prompt, parent);
    const { writer, events } = this.#core;
    const facts = {
      task_id: id,
      tool_use_id: call.id,
      description,
      subagent_type: type,
      task_type: 'local_agent',
      prompt,
    };
    writer.line(events.system('task_started', facts));
    writer.line(events.user([{ type: 'text', text: prompt }], parent));
    const text = await this.#converse(id, call.id, prompt, parent, signal);
    writer.line(events.system('task_updated', { task_id: id, patch: { status: 'completed', end_time: Date.now() } }));
    const notice = { task_id: id, tool_use_id: call.id, status: 'completed', output_file: '', summary: description };
    writer.line(events.system('task_notification', notice));
    return {
      content: [{ type: 'text', text }],
      structured: { status: 'completed', prompt, agentId: id, agentType: type, content: [{ type: 'text', text }] },
      failed: false,
    };
  }

  #beside(
    id: string,
    toolUseId: string,
    description: string,
    type: string,
    prompt: string,
    parent: JsonObject,
  ): ToolOutcome {
    const controller = new AbortController();
    const stop = (): void => {
      controller.abort();
    };
    const extra = { subagent_type: type, spawn_depth: 1, prompt };
    this.#background.begin({
      id,
      runId: randomUUID().slice(0, 18),
      toolUseId,
      description,
      type: 'local_agent',
      stop,
      extra,
    });
    // The conversation above goes on first.
    const conversation = pause(0).then(() => this.#converse(id, toolUseId, prompt, parent, controller.signal));
    void conversation.then((text) => {
      this.#background.end(id, 'completed', '', text, { summary_is_report: true });
    });
    return {
      content: [{ type: 'text', text: `Async agent launched successfully.\nagentId: ${id}` }],
      structured: { isAsync: true, status: 'async_launched', agentId: id, description, prompt },
      failed: false,
    };
  }

  async #converse(
    id: string,
    toolUseId: string,
    prompt: string,
    parent: JsonObject,
    signal: AbortSignal,
  ): Promise<string> {
    const { core } = this;
    let text = '';
    for (const step of stepsFor(core.script, prompt)) {
      if ('act' in step || isRefusal(step) || signal.aborted) continue;
      // The older CLI forwards a subagent's tool calls and hides its words.
      const shown = core.profile.modern ? step : { ...step, text: undefined, thinking: undefined };
      const speaker = {
        core,
        beforeFirst: () => undefined,
        receipts: () => ({}),
        signal,
        model: core.session.model,
        parent,
        streamed: true,
      };
      const spoken = await speak(speaker, shown);
      core.accounts.book(core.session.model, step.inputTokens ?? 100, step.outputTokens ?? 20, false);
      text = step.text ?? text;
      if (spoken.tools.length === 0) break;
      const first = spoken.tools[0];
      const progress = {
        task_id: id,
        tool_use_id: toolUseId,
        description: `Running ${first?.name ?? ''}`,
        last_tool_name: first?.name ?? '',
      };
      core.writer.line(core.events.system('task_progress', progress));
      await this.#runTools(spoken.tools, parent, signal);
    }
    return text;
  }

  get core(): Core {
    return this.#core;
  }
}
