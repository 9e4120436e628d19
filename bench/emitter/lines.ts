import { randomUUID } from 'node:crypto';

type Fields = Readonly<Record<string, unknown>>;

/** The conversation of everything that the emitter prints; the CLI's own would be another, of the same length. */
export const sessionId = '7d4d1c1e-5b0a-4c53-9a43-2f6d5f3f9a10';
const model = 'claude-opus-4-8';
const usage = { input_tokens: 100, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 20 };

/** One line of stdout, newline included. The fields of every message of the CLI are added. */
function line(fields: Fields): string {
  return `${JSON.stringify({ ...fields, session_id: sessionId, uuid: randomUUID() })}\n`;
}

/** What the CLI prints before the first message of a turn. */
export function turnOpening(): string {
  const init = {
    type: 'system',
    subtype: 'init',
    cwd: process.cwd(),
    tools: ['Bash', 'Edit', 'Read', 'Write'],
    mcp_servers: [],
    model,
    permissionMode: 'default',
    slash_commands: [],
    apiKeySource: 'ANTHROPIC_API_KEY',
    claude_code_version: '2.1.330',
  };
  return line({ type: 'system', subtype: 'session_state_changed', state: 'running' }) + line(init);
}

/** What the CLI prints when a turn has ended well. */
export function turnEnding(): string {
  const result = {
    type: 'result',
    subtype: 'success',
    is_error: false,
    duration_ms: 100,
    duration_api_ms: 90,
    num_turns: 1,
    result: 'Done.',
    stop_reason: 'end_turn',
    total_cost_usd: 0.001,
    usage,
    modelUsage: {
      [model]: { inputTokens: 100, outputTokens: 20, cacheReadInputTokens: 0, cacheCreationInputTokens: 0, costUSD: 0 },
    },
    permission_denials: [],
  };
  return line(result) + line({ type: 'system', subtype: 'session_state_changed', state: 'idle' });
}

/** A piece of what the API streams, in the CLI's wrapping. */
export function streamed(messageId: string, event: Fields): string {
  return line({ type: 'stream_event', event, parent_tool_use_id: null, api_message_id: messageId });
}

/** The beginning of a streamed message with one block of text. */
export function textOpening(messageId: string): string {
  const message = { id: messageId, type: 'message', role: 'assistant', model, content: [], stop_reason: null, usage };
  const block = { type: 'text', text: '' };
  return (
    streamed(messageId, { type: 'message_start', message }) +
    streamed(messageId, { type: 'content_block_start', index: 0, content_block: block })
  );
}

/** A few characters more of a streamed message. */
export function textDelta(messageId: string, text: string): string {
  return streamed(messageId, { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } });
}

/** The end of a streamed message: the whole of it comes before its last stream events, as from the CLI. */
export function textEnding(messageId: string, text: string): string {
  return (
    assistant(messageId, { type: 'text', text }) +
    streamed(messageId, { type: 'content_block_stop', index: 0 }) +
    streamed(messageId, { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 20 } }) +
    streamed(messageId, { type: 'message_stop' })
  );
}

/** A whole block of the model's. */
export function assistant(messageId: string, block: Fields): string {
  const message = {
    id: messageId,
    type: 'message',
    role: 'assistant',
    model,
    content: [block],
    stop_reason: null,
    stop_sequence: null,
    usage,
    context_management: null,
  };
  const timestamp = '2026-01-01T00:00:00.000Z';
  return line({ type: 'assistant', message, parent_tool_use_id: null, timestamp, request_id: `req_${messageId}` });
}

/** What a tool answered. */
export function toolResult(toolUseId: string, text: string): string {
  const block = { tool_use_id: toolUseId, type: 'tool_result', content: text, is_error: false };
  return line({
    type: 'user',
    message: { role: 'user', content: [block] },
    parent_tool_use_id: null,
    timestamp: '2026-01-01T00:00:00.000Z',
    tool_use_result: { stdout: text, stderr: '', interrupted: false, isImage: false, noOutputExpected: false },
  });
}

/** The answer to a question over the control protocol; it serves for `initialize` and for every other. */
export function controlReply(requestId: string): string {
  const models = [{ value: 'default', displayName: 'Default', description: 'The emitter has one model.' }];
  const account = { apiKeySource: 'ANTHROPIC_API_KEY' };
  const offer = { commands: [], agents: [], output_style: 'default', available_output_styles: [], models, account };
  const response = { subtype: 'success', request_id: requestId, response: offer };
  return `${JSON.stringify({ type: 'control_response', response })}\n`;
}
