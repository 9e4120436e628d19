import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EntryMapper } from '../../../apps/main/claude/entry-mapper.ts';
import { parseMessage } from '../../../apps/main/claude/message-parser.ts';
import { StreamAssembler } from '../../../apps/main/claude/stream-assembler.ts';
import { judgeResult } from '../../../apps/main/claude/turn-end.ts';
import { UsageMeter } from '../../../apps/main/claude/usage-meter.ts';
import type { JsonObject } from '../../../apps/shared/models/json.ts';
import { jsonObjectSchema } from '../../../apps/shared/models/json.ts';
import { allCliRuns } from '../../support/cli-runs.ts';

/** All that follows the parser in the CLI's room: what the parser lets through must not upset it. */
function digest(line: string): void {
  const message = parseMessage(line);
  const mapper = new EntryMapper();
  if (message.kind === 'stream') new StreamAssembler().take(message.event, message.parentToolUseId);
  if (message.kind === 'assistant') mapper.assistant(message.assistant);
  if (message.kind === 'user') mapper.user(message.user);
  if (message.kind === 'result') {
    new UsageMeter().read(message.result);
    judgeResult(message.result, null);
  }
}

const types = [
  ...['system', 'stream_event', 'assistant', 'user', 'result', 'control_request', 'control_response'],
  ...['control_cancel_request', 'command_lifecycle', 'rate_limit_event', 'keep_alive', 'conversation_reset'],
];
const subtypes = [
  ...['init', 'status', 'session_state_changed', 'api_retry', 'permission_denied', 'model_fallback', 'success'],
  ...['task_started', 'task_updated', 'task_notification', 'background_tasks_changed', 'error_during_execution'],
];
const keys = [
  ...['message', 'content', 'event', 'delta', 'index', 'content_block', 'modelUsage', 'errors', 'result', 'request'],
  ...['response', 'request_id', 'tasks', 'task_id', 'patch', 'status', 'rate_limit_info', 'tool_use_result', 'id'],
  ...['parent_tool_use_id', 'model_usage_since_last_result', 'user_message_uuids', 'origin', 'terminal_reason'],
];
/** Events that look right from afar: known names with values of any kind behind them. */
const almostEvents = fc
  .tuple(
    fc.constantFrom(...types),
    fc.constantFrom(...subtypes),
    fc.dictionary(
      fc.constantFrom(...keys),
      fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom(...keys), fc.jsonValue())),
    ),
  )
  .map(([type, subtype, rest]) => JSON.stringify({ ...rest, type, subtype }));

function reversed(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).toReversed());
}

describe('parseMessage', () => {
  it('throws at no text, and neither does what follows it', () => {
    // Every UTF-16 unit, lone halves of pairs among them.
    const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
    fc.assert(fc.property(fc.string({ unit }), digest));
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        digest(Buffer.from(bytes).toString('utf8'));
      }),
    );
  });

  it('throws at no JSON, and neither does what follows it', () => {
    fc.assert(fc.property(fc.json(), digest));
    fc.assert(fc.property(almostEvents, digest), { numRuns: 1500 });
  });

  it('throws at no part of a real line, nor at a line with a part cut out', () => {
    const recorded = allCliRuns().flatMap((run) => run.lines.map(({ line }) => line));
    fc.assert(
      fc.property(fc.constantFrom(...recorded), fc.nat(), fc.nat(), (line, from, length) => {
        const start = from % line.length;
        digest(line.slice(start));
        digest(line.slice(0, start) + line.slice(start + (length % 40)));
      }),
    );
  });

  it('calls what is not JSON noise and keeps it', () => {
    for (const text of ['warning: something', '{"type":"assist', '{"a":1}{"b":2}', 'undefined', "{'a':1}"]) {
      expect(parseMessage(text)).toEqual({ kind: 'noise', text });
    }
  });

  it.each([
    ['a new type', { type: 'something_new', payload: { a: [1] } }, 'something_new'],
    ['a new system event', { type: 'system', subtype: 'compact_boundary', by: 'auto' }, 'system/compact_boundary'],
    ['an event without a type', { hello: 1 }, 'untyped'],
    ['a type that is no text', { type: 7 }, 'untyped'],
    ['an assistant event without a message', { type: 'assistant' }, 'assistant'],
    ['a request without an id', { type: 'control_request', request: {} }, 'control_request'],
    ['a reply without a response', { type: 'control_response' }, 'control_response'],
  ])('keeps %s as it is', (_, raw, type) => {
    expect(parseMessage(JSON.stringify(raw))).toEqual({ kind: 'unknown', type, raw });
  });

  it('keeps JSON that is no event', () => {
    expect(parseMessage('[1,2]')).toEqual({ kind: 'unknown', type: 'value', raw: [1, 2] });
    expect(parseMessage('null')).toEqual({ kind: 'unknown', type: 'value', raw: null });
  });

  it('reads an event the same in whatever order its keys stand', () => {
    for (const run of allCliRuns()) {
      for (const { line, direction } of run.lines) {
        if (direction === 'in') continue;
        const turned = reversed(jsonObjectSchema.parse(JSON.parse(line)));
        expect(parseMessage(JSON.stringify(turned))).toEqual(parseMessage(line));
      }
    }
  });

  it('reads where the CLI has a message, but for a subagent and for ids that are none', () => {
    const place = {
      sessionId: '1c72f662-ef9f-4ee5-904a-63013a4f79f5',
      uuid: '760b320b-ab80-4d2d-ac76-901cfe590675',
    };
    const read = (fields: JsonObject) => {
      const message = parseMessage(
        JSON.stringify({ type: 'assistant', message: { content: [] }, session_id: place.sessionId, ...fields }),
      );
      return message.kind === 'assistant' ? message.assistant.place : undefined;
    };
    expect(read({ uuid: place.uuid })).toEqual(place);
    expect(read({ uuid: place.uuid, parent_tool_use_id: 'toolu_1' })).toBeNull();
    for (const uuid of ['msg_000001', '--dangerous', '', 7]) expect(read({ uuid })).toBeNull();
    const told = parseMessage(
      JSON.stringify({ type: 'user', message: { content: '' }, session_id: place.sessionId, uuid: place.uuid }),
    );
    expect(told.kind === 'user' && told.user.place).toEqual(place);
  });

  it('reads the time of a limit as milliseconds', () => {
    const info = { status: 'rejected', resetsAt: 1_795_400_000, rateLimitType: 'five_hour' };
    expect(parseMessage(JSON.stringify({ type: 'rate_limit_event', rate_limit_info: info }))).toEqual({
      kind: 'rateLimit',
      limit: { status: 'rejected', resetsAt: 1_795_400_000_000, type: 'five_hour', utilization: null },
    });
  });

  it('reads how much of the context is used, and how much there is of it', () => {
    const answer = (usage: object): unknown =>
      parseMessage(JSON.stringify({ type: 'assistant', message: { id: 'm', content: [], usage } }));
    const counted = {
      input_tokens: 4,
      cache_read_input_tokens: 900,
      cache_creation_input_tokens: 90,
      output_tokens: 6,
    };
    expect(answer(counted)).toMatchObject({ assistant: { contextTokens: 1000 } });
    for (const none of [
      {},
      { input_tokens: 0 },
      { input_tokens: -5 },
      { input_tokens: 1e300 },
      { input_tokens: 1.5 },
    ]) {
      expect(answer(none)).toMatchObject({ assistant: { contextTokens: null } });
    }
    const modelUsage = {
      small: { inputTokens: 10, contextWindow: 1000 },
      large: { inputTokens: 5, cacheReadInputTokens: 50, contextWindow: 200_000 },
    };
    const windowOf = (models: object): unknown => parseMessage(JSON.stringify({ type: 'result', modelUsage: models }));
    expect(windowOf(modelUsage)).toMatchObject({ result: { contextWindow: 200_000 } });
    expect(windowOf({ large: { contextWindow: 'much' } })).toMatchObject({ result: { contextWindow: null } });
  });

  it('reads replies, good and bad', () => {
    const reply = (response: object): unknown =>
      parseMessage(JSON.stringify({ type: 'control_response', response: { request_id: 'r', ...response } }));
    expect(reply({ subtype: 'success' })).toEqual({ kind: 'reply', requestId: 'r', reply: { ok: true, response: {} } });
    expect(reply({ subtype: 'success', response: { mode: 'plan' } })).toMatchObject({
      reply: { ok: true, response: { mode: 'plan' } },
    });
    expect(reply({ subtype: 'error', error: 'no' })).toMatchObject({ reply: { ok: false, error: 'no' } });
    expect(reply({ subtype: 'error' })).toMatchObject({ reply: { ok: false, error: 'unknown error' } });
  });

  it('reads what runs in the background, from a list and one at a time', () => {
    const system = (fields: object): unknown => parseMessage(JSON.stringify({ type: 'system', ...fields }));
    expect(system({ subtype: 'background_tasks_changed', tasks: [{ task_id: 'a' }, {}, { task_id: 'b' }] })).toEqual({
      kind: 'background',
      change: { kind: 'all', taskIds: ['a', 'b'] },
    });
    expect(system({ subtype: 'task_started', task_id: 'a' })).toMatchObject({
      change: { kind: 'started', taskId: 'a' },
    });
    expect(system({ subtype: 'task_updated', task_id: 'a', patch: { status: 'killed' } })).toMatchObject({
      change: { kind: 'ended', status: 'killed' },
    });
    expect(system({ subtype: 'task_updated', task_id: 'a', patch: { status: 'running' } })).toMatchObject({
      kind: 'quiet',
    });
  });
});
