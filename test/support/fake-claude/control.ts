import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { JsonObject } from '../../../apps/shared/models/json.ts';
import type { ActPlayer } from './acts.ts';
import type { BackgroundWork } from './background.ts';
import { planFileOf, type Core } from './core.ts';
import { initializeAnswer } from './init.ts';
import { findModel } from './profile.ts';

/** What control requests do to the agent behind them. */
export interface Controlled {
  /** Aborts the open turn, if any. Gives back the ids of prompts that stay queued and of those that were dropped. */
  readonly interrupt: (cancelQueued: boolean) => {
    readonly kept: readonly string[];
    readonly cancelled: readonly string[];
  };
  readonly cancelPrompt: (uuid: string) => boolean;
  readonly endSession: () => void;
}

type Answer =
  { readonly ok: JsonObject | null } | { readonly error: string; readonly code?: string; readonly more?: JsonObject };
const done: Answer = { ok: null };
const modes = ['acceptEdits', 'auto', 'bypassPermissions', 'default', 'dontAsk', 'plan'];

/** Answers control requests. */
export class ControlDesk {
  readonly #core: Core;
  readonly #acts: ActPlayer;
  readonly #background: BackgroundWork;
  readonly #controlled: Controlled;

  constructor(core: Core, acts: ActPlayer, background: BackgroundWork, controlled: Controlled) {
    this.#core = core;
    this.#acts = acts;
    this.#background = background;
    this.#controlled = controlled;
  }

  /** Answers one request; the request's own effects come before or after the answer as with the real CLI. */
  async receive(id: string, request: JsonObject): Promise<void> {
    const subtype = String(request['subtype']);
    if (subtype === 'initialize') {
      if (this.#acts.has('initialize')) await this.#acts.at('initialize');
      return this.#reply(
        id,
        { ok: initializeAnswer(this.#core) },
        { pending_permission_requests: [], pending_user_dialog_requests: [] },
      );
    }
    if (subtype === 'interrupt') {
      if (this.#acts.has('interrupt')) await this.#acts.at('interrupt');
      const { kept, cancelled } = this.#controlled.interrupt(request['cancel_queued'] === true);
      const receipt = request['cancel_queued'] === true ? { still_queued: kept, cancelled } : { still_queued: kept };
      return this.#reply(id, { ok: this.#core.profile.modern ? receipt : null });
    }
    if (subtype === 'end_session') {
      this.#reply(id, done);
      return this.#controlled.endSession();
    }
    const answer = this.#answer(subtype, request);
    this.#reply(id, answer);
    if (subtype === 'set_permission_mode' && 'ok' in answer) this.#modeChanged(String(request['mode']));
  }

  #answer(subtype: string, request: JsonObject): Answer {
    const { core } = this;
    switch (subtype) {
      case 'set_model':
        return this.#setModel(typeof request['model'] === 'string' ? request['model'] : null);
      case 'set_permission_mode':
        return this.#setMode(String(request['mode']));
      case 'set_max_thinking_tokens':
      case 'rename_session':
      case 'apply_flag_settings':
        return done;
      case 'mcp_status':
        return { ok: { mcpServers: [] } };
      case 'mcp_set_servers':
        return { ok: { added: [], removed: [], errors: {} } };
      case 'get_settings':
        return {
          ok: { effective: {}, sources: [], applied: { model: core.session.model, effort: 'high', ultracode: false } },
        };
      case 'get_binary_version':
        return { ok: { version: core.profile.version, buildTime: '2026-06-29T19:08:42Z' } };
      case 'get_session_cost':
        return { ok: { text: `Total cost:            $${core.accounts.costUsd.toFixed(4)}` } };
      case 'get_usage':
        return {
          ok: {
            session: { total_cost_usd: core.accounts.costUsd },
            subscription_type: null,
            rate_limits_available: false,
            rate_limits: null,
          },
        };
      case 'background_tasks': {
        const toolUseId = typeof request['tool_use_id'] === 'string' ? request['tool_use_id'] : null;
        const backgrounded = this.#background.moveForeground(toolUseId);
        return { ok: toolUseId === null ? {} : { backgrounded } };
      }
      case 'stop_task':
        this.#background.stop(String(request['task_id']));
        return { ok: {} };
      case 'cancel_async_message':
        return { ok: { cancelled: this.#controlled.cancelPrompt(String(request['message_uuid'])) } };
      case 'get_plan':
        return core.profile.modern ? this.#plan() : { error: `Unsupported control request subtype: ${subtype}` };
      case 'read_file':
        return this.#readFile(String(request['path']));
      case 'rewind_files':
        return { error: 'File rewinding is not enabled.' };
      case 'mcp_reconnect':
        return { error: `Server not found: ${String(request['serverName'])}` };
      case 'generate_session_title':
        return { ok: { title: null } };
      default:
        return { error: `Unsupported control request subtype: ${subtype}`, code: 'unsupported_request' };
    }
  }

  get core(): Core {
    return this.#core;
  }

  #setModel(name: string | null): Answer {
    const { session, profile, writer, events } = this.#core;
    const fact = findModel(profile, name ?? 'default');
    if (profile.modern && !fact) {
      return { error: `Model '${name ?? ''}' not found`, code: 'not_found', more: { model: session.model } };
    }
    session.model = fact?.resolved ?? name ?? session.model;
    const shown = fact && name !== null ? `${name} (${fact.resolved})` : session.model;
    if (profile.modern) return { ok: { model: session.model } };
    const text = `<local-command-stdout>Set model to ${shown}</local-command-stdout>`;
    writer.line(events.user(text, { isReplay: true }));
    return done;
  }

  #setMode(mode: string): Answer {
    const { session, profile, line } = this.#core;
    if (mode === 'bypassPermissions' && !line.mayBypass) {
      const why = 'because the session was not launched with --dangerously-skip-permissions';
      return { error: `Cannot set permission mode to bypassPermissions ${why}`, code: 'bypass_not_launched' };
    }
    const known = modes.includes(mode);
    if (!known && profile.modern) {
      return { error: `Cannot set permission mode: must be one of ${modes.join(', ')}`, code: 'invalid_mode' };
    }
    session.mode = mode;
    return { ok: { mode } };
  }

  #modeChanged(mode: string): void {
    const { writer, events } = this.#core;
    if (modes.includes(mode)) writer.line(events.system('status', { status: null, permissionMode: mode }));
  }

  #readFile(path: string): Answer {
    try {
      return { ok: { content: readFileSync(resolve(this.#core.directory, path), 'utf8') } };
    } catch (error) {
      return { error: error instanceof Error ? error.message : String(error) };
    }
  }

  #plan(): Answer {
    const path = planFileOf(this.#core);
    if (!existsSync(path)) return { ok: { exists: false } };
    return { ok: { exists: true, content: readFileSync(path, 'utf8'), path } };
  }

  #reply(id: string, answer: Answer, beside: JsonObject = {}): void {
    const response: JsonObject =
      'error' in answer
        ? {
            subtype: 'error',
            request_id: id,
            error: answer.error,
            ...(answer.code && this.#core.profile.modern ? { error_code: answer.code, ...answer.more } : {}),
          }
        : { subtype: 'success', request_id: id, ...(answer.ok ? { response: answer.ok } : {}), ...beside };
    this.#core.writer.line({ type: 'control_response', response });
  }
}
