import type { JsonObject } from '../../shared/models/json.ts';
import type { DemoOutput } from './demo-output.ts';
import type { MessageWriter } from './message-writer.ts';
import { pause, type Pace } from './pace.ts';
import type { PermissionDesk } from './permission-desk.ts';
import type { Move, PretendedTool, Reply } from './scene.ts';

/** How a scene ended. */
export type Ending =
  | { readonly kind: 'completed' }
  | { readonly kind: 'aborted'; readonly during: 'streaming' | 'tools' }
  | { readonly kind: 'failed'; readonly status: number; readonly text: string }
  | { readonly kind: 'crashed'; readonly exitCode: number };

export interface Stage {
  readonly output: DemoOutput;
  readonly writer: MessageWriter;
  readonly desk: PermissionDesk;
  readonly pace: Pace;
  readonly signal: AbortSignal;
}

const rejection = "The user doesn't want to proceed with this tool use. The tool use was rejected.";

/** Plays a scene to its end, or until the turn is aborted. */
export async function playScene(scene: Generator<Move, void, Reply>, stage: Stage): Promise<Ending> {
  let reply: Reply = { allowed: true, input: {} };
  for (;;) {
    const next = scene.next(reply);
    if (next.done === true) {
      stage.writer.close('end_turn');
      return { kind: 'completed' };
    }
    const move = next.value;
    reply = { allowed: true, input: {} };
    switch (move.kind) {
      case 'think':
        await stage.writer.think(move.text);
        break;
      case 'say':
        await stage.writer.say(move.text, move.haste ?? 1);
        break;
      case 'tool': {
        const answer = await playTool(move, stage);
        if (answer === 'aborted') return { kind: 'aborted', during: 'tools' };
        reply = answer;
        break;
      }
      case 'retry':
        await playRetry(move, stage);
        break;
      case 'fail':
        stage.writer.close('end_turn');
        return { kind: 'failed', status: move.status, text: move.text };
      case 'crash':
        return { kind: 'crashed', exitCode: move.exitCode };
    }
    if (stage.signal.aborted) return { kind: 'aborted', during: 'streaming' };
  }
}

async function playTool(tool: PretendedTool, stage: Stage): Promise<Reply | 'aborted'> {
  const { desk, signal, pace } = stage;
  const id = await stage.writer.useTool(tool.name, tool.input);
  const verdict = await desk.judge(tool, id, signal);
  if (verdict.kind === 'allowed') await pause(tool.milliseconds * pace.factor, signal);
  if (verdict.kind === 'aborted' || signal.aborted) {
    writeResult(stage.output, id, rejection, 'User rejected tool use', true);
    return 'aborted';
  }
  if (verdict.kind === 'denied') {
    writeResult(stage.output, id, verdict.message, `Error: ${verdict.message}`, true);
    return verdict.stopsTurn ? 'aborted' : { allowed: false, input: tool.input };
  }
  const outcome = tool.outcome(verdict.input);
  writeResult(stage.output, id, outcome.text, outcome.structured, outcome.isError ?? false);
  return { allowed: true, input: verdict.input };
}

function writeResult(
  output: DemoOutput,
  toolUseId: string,
  text: string,
  structured: JsonObject | string,
  isError: boolean,
): void {
  output.event({
    type: 'user',
    message: {
      role: 'user',
      content: [{ tool_use_id: toolUseId, type: 'tool_result', content: text, is_error: isError }],
    },
    parent_tool_use_id: null,
    tool_use_result: structured,
  });
}

async function playRetry(move: Extract<Move, { kind: 'retry' }>, stage: Stage): Promise<void> {
  const delay = move.milliseconds * stage.pace.factor;
  stage.writer.close('end_turn');
  stage.output.event({
    type: 'system',
    subtype: 'api_retry',
    attempt: move.attempt,
    max_retries: move.attempts,
    retry_delay_ms: delay,
    error_status: 500,
    error: 'server_error',
  });
  await pause(delay, stage.signal);
}
