import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../../apps/shared/models/json.ts';
import { textPieces, type AnswerStep, type ToolCall } from '../messages-api/reply-script.ts';
import { utter, type Core } from './core.ts';
import { startUsage } from './events.ts';
import { bareName } from './profile.ts';
import { pause } from './stdout-writer.ts';

/** The turn was aborted while the model spoke. */
export class Aborted extends Error {
  /** The text until then. */
  readonly said: string;
  /** Ends the open message in the stream, where the CLI does. */
  readonly close: () => void;

  constructor(said: string, close: () => void) {
    super('aborted');
    this.said = said;
    this.close = close;
  }
}

export interface Spoken {
  readonly messageId: string;
  readonly text: string;
  readonly tools: readonly (ToolCall & { readonly id: string })[];
  readonly stopReason: string;
}

export interface Speaker {
  readonly core: Core;
  /** Called before the first event of the answer: the moment at which prompts are echoed. */
  readonly beforeFirst: () => void;
  /** Fields for the first event that speaks for the prompts. */
  readonly receipts: () => JsonObject;
  readonly signal: AbortSignal;
  /** The model of this turn, which a change in mid-turn does not touch. */
  readonly model: string;
  /** False when the answer comes in one piece, after a stream that broke. */
  readonly streamed: boolean;
  /** A subagent's events name the tool use that they belong to, and its deltas are not streamed. */
  readonly parent: JsonObject | null;
}

const silence = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    signal.addEventListener('abort', () => {
      resolve();
    });
  });

/**
 * Writes one answer of the model, block by block. Rejects with Aborted when the signal comes; what was said of the text
 * until then has been written as an assistant event, as the real CLI does.
 */
export async function speak(speaker: Speaker, step: AnswerStep): Promise<Spoken> {
  const { core, signal } = speaker;
  const partial = core.line.partialMessages && speaker.streamed && speaker.parent === null;
  const messageId = `msg_${randomUUID().replaceAll('-', '')}`;
  const input = step.inputTokens ?? 100;
  const model = bareName(speaker.model);
  let started = false;
  let receipts: JsonObject = {};
  const stream = (event: JsonObject, fields: JsonObject = {}): void => {
    if (partial) core.writer.line(core.events.stream(event, messageId, fields));
  };
  const begin = (): void => {
    if (started) return;
    started = true;
    // The older CLI holds the echo of a prompt back until the first whole block.
    if (core.profile.modern) speaker.beforeFirst();
    receipts = speaker.receipts();
    const message = { id: messageId, type: 'message', role: 'assistant', model, content: [], stop_reason: null };
    stream(
      { type: 'message_start', message: { ...message, stop_sequence: null, usage: startUsage(input) } },
      { ttft_ms: 5, ...receipts },
    );
  };
  const block = (content: JsonObject, fields: JsonObject = {}): void => {
    const receipt = receipts;
    receipts = {};
    speaker.beforeFirst();
    const event = core.events.assistant(content, messageId, model, input, { ...speaker.parent, ...receipt, ...fields });
    if (speaker.parent === null) utter(core, event);
    else core.writer.line(event);
  };
  const open = (index: number, content: JsonObject): void => {
    stream({ type: 'content_block_start', index, content_block: content });
  };
  const delta = (index: number, content: JsonObject): void => {
    stream({ type: 'content_block_delta', index, delta: content });
  };

  let index = 0;
  if (step.thinking !== undefined) {
    begin();
    open(index, { type: 'thinking', thinking: '', signature: '' });
    if (partial)
      core.writer.line(core.events.system('thinking_tokens', { estimated_tokens: 4, estimated_tokens_delta: 4 }));
    delta(index, { type: 'thinking_delta', thinking: step.thinking });
    delta(index, { type: 'signature_delta', signature: 'c2ln' });
    block({ type: 'thinking', thinking: step.thinking, signature: 'c2ln' });
    stream({ type: 'content_block_stop', index });
    index += 1;
  }
  if (step.text !== undefined) {
    if (partial) begin();
    open(index, { type: 'text', text: '' });
    const said = await speakText(step, signal, (text) => {
      delta(index, { type: 'text_delta', text });
    });
    if (signal.aborted) {
      begin();
      if (said !== '') block({ type: 'text', text: said }, core.profile.modern ? { aborted: true } : {});
      throw new Aborted(said, () => {
        if (!core.profile.modern) return;
        stream({ type: 'content_block_stop', index });
        stream({
          type: 'message_delta',
          delta: { stop_reason: null, stop_sequence: null },
          usage: { output_tokens: 1 },
        });
        stream({ type: 'message_stop' });
      });
    }
    begin();
    block({ type: 'text', text: said });
    stream({ type: 'content_block_stop', index });
    index += 1;
  }
  const tools = (step.tools ?? []).map((tool) => ({
    ...tool,
    id: tool.id ?? `toolu_${randomUUID().replaceAll('-', '')}`,
  }));
  for (const tool of tools) {
    begin();
    open(index, { type: 'tool_use', id: tool.id, name: tool.name, input: {} });
    delta(index, { type: 'input_json_delta', partial_json: JSON.stringify(tool.input) });
    block({ type: 'tool_use', id: tool.id, name: tool.name, input: tool.input });
    stream({ type: 'content_block_stop', index });
    index += 1;
  }
  begin();
  const stopReason = step.stopReason ?? (tools.length > 0 ? 'tool_use' : 'end_turn');
  stream({
    type: 'message_delta',
    delta: { stop_reason: stopReason, stop_sequence: null },
    usage: { output_tokens: step.outputTokens ?? 20 },
  });
  stream({ type: 'message_stop' });
  return { messageId, text: step.text ?? '', tools, stopReason };
}

/** Says a text piece by piece; gives back what was said when the signal came or the step told it to fall silent. */
async function speakText(step: AnswerStep, signal: AbortSignal, say: (piece: string) => void): Promise<string> {
  let said = '';
  for (const [index, piece] of textPieces(step).entries()) {
    if (step.hangAfter === index) await silence(signal);
    if (step.paceMs !== undefined || index % 32 === 31) await pause(step.paceMs ?? 0);
    if (signal.aborted) return said;
    say(piece);
    said += piece;
  }
  if (step.hangAfter !== undefined && step.hangAfter >= textPieces(step).length) await silence(signal);
  return said;
}

/** The beginning of an answer whose stream breaks: deltas without an end, and no assistant event. */
export function beginAndBreak(speaker: Speaker, step: AnswerStep): void {
  const { core } = speaker;
  if (!core.line.partialMessages) return;
  const id = `msg_${randomUUID().replaceAll('-', '')}`;
  const stream = (event: JsonObject): void => {
    core.writer.line(core.events.stream(event, id));
  };
  const message = { id, type: 'message', role: 'assistant', model: bareName(speaker.model), content: [] };
  stream({ type: 'message_start', message: { ...message, usage: startUsage(step.inputTokens ?? 100) } });
  stream({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } });
  for (const text of textPieces(step).slice(0, step.dropAfter ?? step.errorAfter?.pieces ?? 0)) {
    stream({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } });
  }
  if (!core.profile.modern) return;
  stream({ type: 'content_block_stop', index: 0 });
  stream({ type: 'message_stop' });
}
