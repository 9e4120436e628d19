import type { JsonObject } from '../../../apps/shared/models/json.ts';
import type { BackgroundWork } from './background.ts';
import { BashRun, bashOutcome } from './bash-tool.ts';
import { utter, type Core } from './core.ts';
import type { Spoken } from './model-call.ts';
import type { PermissionDesk, Verdict } from './permissions.ts';
import type { Subagents } from './subagents.ts';
import { runPlainTool, toolFailed, type ToolOutcome } from './tools.ts';

const rejection =
  "The user doesn't want to proceed with this tool use. The tool use was rejected (eg. if it was a file edit, the " +
  'new_string was NOT written to the file). STOP what you are doing and wait for the user to tell you how to proceed.';
const stoppedWhileRunning =
  ' Correction to the text above: this call was stopped while running, not refused before it ran. It may have run in part ' +
  'or in full, and its changes may have been written. The instruction to stop and wait still stands.';

export interface RoundServices {
  readonly core: Core;
  readonly desk: PermissionDesk;
  readonly background: BackgroundWork;
  readonly subagents: Subagents;
}

export interface Round {
  readonly signal: AbortSignal;
  /** Fields that name the subagent the round belongs to; null in the main conversation. */
  readonly parent: JsonObject | null;
  readonly denials: JsonObject[];
  /** A person refused a tool and wants the turn to end. */
  readonly stop: () => void;
}

type Called = Spoken['tools'][number];

/** Runs the tools of one answer, in order, and writes their results. */
export async function runTools(services: RoundServices, calls: readonly Called[], round: Round): Promise<void> {
  for (const call of calls) {
    if (round.signal.aborted) writeResult(services.core, call, refused(false), null, round);
    else await runTool(services, call, round);
  }
}

async function runTool(services: RoundServices, call: Called, round: Round): Promise<void> {
  const { core, desk } = services;
  const verdict = await desk.decide(call.name, call.input, call.id);
  if (verdict.kind === 'deny') {
    if (!call.name.startsWith('AskUser')) {
      round.denials.push({ tool_name: call.name, tool_use_id: call.id, tool_input: call.input });
    }
    if (verdict.byRule && core.profile.modern) reportDenial(core, call, verdict.message);
    if (verdict.interrupt) round.stop();
    writeResult(core, call, round.signal.aborted ? refused(false) : toolFailed(verdict.message), verdict, round);
    return;
  }
  const outcome = await perform(services, call, verdict.input, round);
  writeResult(core, call, round.signal.aborted ? refused(core.profile.modern) : outcome, verdict, round);
}

async function perform(services: RoundServices, call: Called, input: JsonObject, round: Round): Promise<ToolOutcome> {
  const { core, background, subagents } = services;
  if (call.name === 'Task') return subagents.run(call, input, round.signal);
  if (call.name !== 'Bash') return runPlainTool(core, call, input);
  const run = new BashRun(core, String(input['command'] ?? ''));
  if (input['run_in_background'] === true) return background.adopt(call.id, run);
  const kill = (): void => {
    run.kill();
  };
  round.signal.addEventListener('abort', kill, { once: true });
  const ended = await background.watch(call.id, run);
  round.signal.removeEventListener('abort', kill);
  return ended.kind === 'moved' ? ended.outcome : bashOutcome(core, run, ended.code);
}

const refused = (wasRunning: boolean): ToolOutcome => ({
  content: wasRunning ? rejection + stoppedWhileRunning : rejection,
  structured: 'User rejected tool use',
  failed: true,
});

function reportDenial(core: Core, call: Called, message: string): void {
  const fields = { tool_name: call.name, tool_use_id: call.id, decision_reason_type: 'mode', message };
  core.writer.line(core.events.system('permission_denied', fields));
}

function writeResult(core: Core, call: Called, outcome: ToolOutcome, verdict: Verdict | null, round: Round): void {
  const block: JsonObject = outcome.failed
    ? { type: 'tool_result', content: outcome.content, is_error: true, tool_use_id: call.id }
    : {
        tool_use_id: call.id,
        type: 'tool_result',
        content: outcome.content,
        ...(outcome.saysNoError ? { is_error: false } : {}),
      };
  const decision =
    verdict?.kind === 'allow'
      ? verdict.asked
        ? { decision: 'accept', source: 'user_temporary' }
        : { decision: 'accept', source: 'config', reason_type: 'mode' }
      : { decision: 'reject', source: 'user_reject' };
  const event = core.events.user([block], {
    ...(round.parent ?? { tool_use_result: outcome.structured }),
    ...(core.profile.modern && verdict ? { tool_result_meta: [{ id: call.id, permission_decision: decision }] } : {}),
  });
  if (round.parent === null) utter(core, event);
  else core.writer.line(event);
}
