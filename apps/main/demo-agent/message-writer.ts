import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../shared/models/json.ts';
import type { DemoOutput } from './demo-output.ts';
import { cutIntoWords, pause, type Pace } from './pace.ts';

export interface MessageWriterOptions {
  readonly output: DemoOutput;
  readonly pace: Pace;
  readonly model: string;
  /** Write the stream of deltas too (--include-partial-messages). */
  readonly partial: boolean;
  readonly signal: AbortSignal;
}

const startUsage = { input_tokens: 0, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 1 };
/** How long a model takes to begin, in milliseconds. */
const firstByteMs = 450;

/** Writes messages of the model as the CLI does: deltas if wanted, and a whole `assistant` event a block. */
export class MessageWriter {
  readonly #options: MessageWriterOptions;
  #messageId: string | null = null;
  #index = 0;
  #words = 0;
  #lastText = '';
  #messages = 0;

  constructor(options: MessageWriterOptions) {
    this.#options = options;
  }

  /** How many messages were begun, how many words were written, and the text of the newest message. */
  get written(): { readonly messages: number; readonly words: number; readonly lastText: string } {
    return { messages: this.#messages, words: this.#words, lastText: this.#lastText };
  }

  async think(text: string): Promise<void> {
    await this.#open();
    await this.#block({ type: 'thinking', thinking: '', signature: '' }, text, 1, {
      delta: (piece) => ({ type: 'thinking_delta', thinking: piece }),
      whole: (written) => ({ type: 'thinking', thinking: written, signature: '' }),
    });
  }

  /** @param haste how many times faster than usual */
  async say(text: string, haste: number): Promise<void> {
    await this.#open();
    const written = await this.#block({ type: 'text', text: '' }, text, haste, {
      delta: (piece) => ({ type: 'text_delta', text: piece }),
      whole: (all) => ({ type: 'text', text: all }),
    });
    this.#lastText = this.#lastText === '' ? written : `${this.#lastText}\n\n${written}`;
  }

  /** Writes a tool's call and closes the message, as the tool comes next. @returns the id of the tool use */
  async useTool(name: string, input: JsonObject): Promise<string> {
    await this.#open();
    const id = `toolu_demo_${randomUUID()}`;
    const partial = JSON.stringify(input);
    this.#stream({
      type: 'content_block_start',
      index: this.#index,
      content_block: { type: 'tool_use', id, name, input: {} },
    });
    this.#stream({
      type: 'content_block_delta',
      index: this.#index,
      delta: { type: 'input_json_delta', partial_json: partial },
    });
    this.#assistant({ type: 'tool_use', id, name, input });
    this.#stream({ type: 'content_block_stop', index: this.#index });
    this.#words += cutIntoWords(partial).length;
    this.close('tool_use');
    return id;
  }

  /** Ends the open message, if there is one. */
  close(stopReason: 'end_turn' | 'tool_use'): void {
    if (this.#messageId === null) return;
    this.#stream({
      type: 'message_delta',
      delta: { stop_reason: stopReason, stop_sequence: null },
      usage: { output_tokens: this.#words },
    });
    this.#stream({ type: 'message_stop' });
    this.#messageId = null;
  }

  async #open(): Promise<void> {
    if (this.#messageId !== null) return;
    const { output, pace, signal } = this.#options;
    output.event({ type: 'system', subtype: 'status', status: 'requesting' });
    await pause(firstByteMs * pace.factor, signal);
    this.#messageId = `msg_demo_${randomUUID()}`;
    this.#index = 0;
    this.#messages += 1;
    this.#lastText = '';
    this.#stream({ type: 'message_start', message: this.#message([]) });
  }

  async #block(
    start: JsonObject,
    text: string,
    haste: number,
    shape: { readonly delta: (piece: string) => JsonObject; readonly whole: (written: string) => JsonObject },
  ): Promise<string> {
    const { pace, signal } = this.#options;
    this.#stream({ type: 'content_block_start', index: this.#index, content_block: start });
    let written = '';
    for (const word of cutIntoWords(text)) {
      await pause(pace.word / haste, signal);
      if (signal.aborted) break;
      this.#stream({ type: 'content_block_delta', index: this.#index, delta: shape.delta(word) });
      written += word;
      this.#words += 1;
    }
    if (written !== '') this.#assistant(shape.whole(written), signal.aborted);
    if (!signal.aborted) this.#stream({ type: 'content_block_stop', index: this.#index });
    this.#index += 1;
    return written;
  }

  #stream(event: JsonObject): void {
    if (this.#options.partial) this.#options.output.event({ type: 'stream_event', event, parent_tool_use_id: null });
  }

  #assistant(block: JsonObject, aborted = false): void {
    const cut = aborted ? { aborted: true } : {};
    this.#options.output.event({
      type: 'assistant',
      message: this.#message([block]),
      parent_tool_use_id: null,
      ...cut,
    });
  }

  #message(content: readonly JsonObject[]): JsonObject {
    return {
      id: this.#messageId,
      type: 'message',
      role: 'assistant',
      model: this.#options.model,
      content,
      stop_reason: null,
      stop_sequence: null,
      usage: startUsage,
    };
  }
}
