import type { ServerResponse } from 'node:http';
import type { JsonObject } from '../../../apps/shared/models/json.ts';
import { textPieces, type AnswerStep } from './reply-script.ts';

export interface AnswerContext {
  /** Numbers messages and tool uses, so that ids never repeat. */
  readonly nextNumber: () => number;
  readonly model: string;
  /** The connection broke before, for this very step: this time it holds. */
  readonly unbroken: boolean;
  /** Resolves when a hanging answer may go on. */
  readonly released: () => Promise<void>;
}

/** Writes a step as server-sent events. False when the answer was broken off, by the script or by the reader. */
export async function streamAnswer(
  response: ServerResponse,
  step: AnswerStep,
  context: AnswerContext,
): Promise<boolean> {
  const closed = new Promise<void>((resolve) => response.on('close', resolve));
  const { id, blocks } = blocksOf(step, context);
  const isGone = (): boolean => response.destroyed;
  const send = (event: JsonObject): void => {
    if (!isGone()) response.write(`event: ${String(event['type'])}\ndata: ${JSON.stringify(event)}\n\n`);
  };
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-cache',
    'request-id': `req_${id}`,
    ...step.headers,
  });
  send({
    type: 'message_start',
    message: { ...envelope(id, context.model), content: [], stop_reason: null, usage: usageOf(step, 1) },
  });
  for (const [index, block] of blocks.entries()) {
    send({ type: 'content_block_start', index, content_block: block.start });
    for (const [count, delta] of block.deltas.entries()) {
      if (block.isText && !context.unbroken) {
        if (step.dropAfter === count) {
          response.destroy();
          return false;
        }
        if (step.errorAfter?.pieces === count) {
          const error = { type: step.errorAfter.type, message: step.errorAfter.type.replaceAll('_', ' ') };
          response.end(`event: error\ndata: ${JSON.stringify({ type: 'error', error })}\n\n`);
          return false;
        }
      }
      if (block.isText && step.hangAfter === count) await Promise.race([context.released(), closed]);
      if (block.isText && step.paceMs !== undefined) await waitOr(step.paceMs, closed);
      if (isGone()) return true;
      send({ type: 'content_block_delta', index, delta });
    }
    if (block.isText && step.hangAfter !== undefined && step.hangAfter >= block.deltas.length) {
      await Promise.race([context.released(), closed]);
    }
    send({ type: 'content_block_stop', index });
  }
  send({
    type: 'message_delta',
    delta: { stop_reason: stopReasonOf(step), stop_sequence: null },
    usage: { output_tokens: step.outputTokens ?? 20 },
  });
  send({ type: 'message_stop' });
  response.end();
  return true;
}

/** Writes a step as one JSON object. */
export function sendAnswer(response: ServerResponse, step: AnswerStep, context: AnswerContext): void {
  const { id, blocks } = blocksOf(step, context);
  response.writeHead(200, { 'content-type': 'application/json', 'request-id': `req_${id}`, ...step.headers });
  const message = {
    ...envelope(id, context.model),
    content: blocks.map((block) => block.whole),
    stop_reason: stopReasonOf(step),
  };
  response.end(JSON.stringify({ ...message, usage: usageOf(step, step.outputTokens ?? 20) }));
}

interface Block {
  readonly start: JsonObject;
  readonly deltas: readonly JsonObject[];
  readonly whole: JsonObject;
  readonly isText: boolean;
}

function blocksOf(
  step: AnswerStep,
  context: AnswerContext,
): { readonly id: string; readonly blocks: readonly Block[] } {
  const id = `msg_${String(context.nextNumber()).padStart(6, '0')}`;
  const blocks: Block[] = [];
  if (step.thinking !== undefined) {
    blocks.push({
      start: { type: 'thinking', thinking: '', signature: '' },
      deltas: [
        { type: 'thinking_delta', thinking: step.thinking },
        { type: 'signature_delta', signature: 'c2ln' },
      ],
      whole: { type: 'thinking', thinking: step.thinking, signature: 'c2ln' },
      isText: false,
    });
  }
  if (step.text !== undefined) {
    blocks.push({
      start: { type: 'text', text: '' },
      deltas: textPieces(step).map((text) => ({ type: 'text_delta', text })),
      whole: { type: 'text', text: step.text },
      isText: true,
    });
  }
  for (const tool of step.tools ?? []) {
    const call = {
      type: 'tool_use',
      id: tool.id ?? `toolu_${String(context.nextNumber()).padStart(6, '0')}`,
      name: tool.name,
    };
    blocks.push({
      start: { ...call, input: {} },
      deltas: [{ type: 'input_json_delta', partial_json: JSON.stringify(tool.input) }],
      whole: { ...call, input: tool.input },
      isText: false,
    });
  }
  return { id, blocks };
}

const envelope = (id: string, model: string): JsonObject => ({
  id,
  type: 'message',
  role: 'assistant',
  model,
  stop_sequence: null,
});

const usageOf = (step: AnswerStep, outputTokens: number): JsonObject => ({
  input_tokens: step.inputTokens ?? 100,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 0,
  output_tokens: outputTokens,
  service_tier: 'standard',
});

const stopReasonOf = (step: AnswerStep): string =>
  step.stopReason ?? ((step.tools ?? []).length > 0 ? 'tool_use' : 'end_turn');

const waitOr = (ms: number, closed: Promise<void>): Promise<void> =>
  Promise.race([new Promise<void>((resolve) => setTimeout(resolve, ms)), closed]);
