import { noUsage, type Usage } from '../../shared/models/instance.ts';
import type { CliPlace } from '../../shared/models/entry.ts';
import type { Json, JsonObject } from '../../shared/models/json.ts';
import { flagOf, isObject, numberOf, objectOf, objectsOf, promptUuidsOf, textOf, textsOf } from './fields.ts';
import type { CliMessage, ResultMessage } from './messages.ts';
import { parseSystemMessage } from './system-message-parser.ts';

/**
 * Reads one line of stdout. It never throws: what it does not understand comes back as `unknown` or `noise`, because the
 * CLI is updated weekly. Key order means nothing (newer CLIs put `type` anywhere).
 */
export function parseMessage(line: string): CliMessage {
  const value = parseJson(line);
  if (value === undefined) return { kind: 'noise', text: line };
  if (!isObject(value)) return { kind: 'unknown', type: 'value', raw: value };
  return parseObject(value) ?? { kind: 'unknown', type: nameOf(value), raw: value };
}

function parseJson(line: string): Json | undefined {
  try {
    return JSON.parse(line) as Json;
  } catch {
    return undefined;
  }
}

function nameOf(value: JsonObject): string {
  const type = textOf(value, 'type') ?? 'untyped';
  const subtype = textOf(value, 'subtype');
  return subtype === null ? type : `${type}/${subtype}`;
}

function parseObject(value: JsonObject): CliMessage | null {
  switch (textOf(value, 'type')) {
    case 'stream_event': {
      const event = objectOf(value, 'event');
      return event && { kind: 'stream', event, parentToolUseId: textOf(value, 'parent_tool_use_id') };
    }
    case 'assistant':
      return parseAssistant(value);
    case 'user':
      return parseUser(value);
    case 'result':
      return { kind: 'result', result: parseResult(value) };
    case 'system':
      return parseSystemMessage(value);
    case 'control_request': {
      const requestId = textOf(value, 'request_id');
      const request = objectOf(value, 'request');
      return requestId !== null && request !== null ? { kind: 'ask', requestId, request } : null;
    }
    case 'control_response':
      return parseReply(value);
    case 'control_cancel_request': {
      const requestId = textOf(value, 'request_id');
      return requestId === null ? null : { kind: 'withdraw', requestId };
    }
    case 'command_lifecycle': {
      const promptUuid = textOf(value, 'command_uuid');
      const state = textOf(value, 'state');
      return promptUuid !== null && state !== null ? { kind: 'lifecycle', promptUuid, state } : null;
    }
    case 'conversation_reset':
      return { kind: 'conversationReset', trigger: textOf(value, 'trigger') ?? '' };
    case 'rate_limit_event':
      return parseRateLimit(value);
    case 'keep_alive':
    case 'prompt_suggestion':
      return { kind: 'quiet', type: nameOf(value) };
    default:
      return null;
  }
}

function parseAssistant(value: JsonObject): CliMessage | null {
  const message = objectOf(value, 'message');
  if (message === null) return null;
  return {
    kind: 'assistant',
    assistant: {
      messageId: textOf(message, 'id') ?? textOf(value, 'uuid') ?? 'unnamed',
      model: textOf(message, 'model'),
      blocks: objectsOf(message, 'content'),
      parentToolUseId: textOf(value, 'parent_tool_use_id'),
      place: placeOf(value),
      contextTokens: contextTokensOf(message),
      error: textOf(value, 'error'),
    },
  };
}

const isUuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** Null for a subagent's: it has a conversation of its own, which is not gone on with. */
function placeOf(value: JsonObject): CliPlace | null {
  if (textOf(value, 'parent_tool_use_id') !== null) return null;
  const sessionId = textOf(value, 'session_id');
  const uuid = textOf(value, 'uuid');
  return sessionId !== null && uuid !== null && isUuid.test(sessionId) && isUuid.test(uuid)
    ? { sessionId, uuid }
    : null;
}

/** A number of tokens, as a record of ours takes it; null where it is none. */
const countOf = (number: number): number | null => (Number.isSafeInteger(number) && number > 0 ? number : null);

function contextTokensOf(message: JsonObject): number | null {
  const usage = objectOf(message, 'usage');
  if (usage === null) return null;
  const names = ['input_tokens', 'cache_read_input_tokens', 'cache_creation_input_tokens', 'output_tokens'];
  // A message that the CLI made up itself counts nothing.
  return countOf(names.reduce((sum, name) => sum + (numberOf(usage, name) ?? 0), 0));
}

function parseUser(value: JsonObject): CliMessage | null {
  const message = objectOf(value, 'message');
  if (message === null) return null;
  return {
    kind: 'user',
    user: {
      content: textOf(message, 'content') ?? objectsOf(message, 'content'),
      parentToolUseId: textOf(value, 'parent_tool_use_id'),
      isReplay: flagOf(value, 'isReplay'),
      place: placeOf(value),
      toolUseResult: value['tool_use_result'] ?? null,
    },
  };
}

function parseResult(value: JsonObject): ResultMessage {
  const since = objectOf(value, 'model_usage_since_last_result');
  const total = sumModelUsage(objectOf(value, 'modelUsage') ?? {});
  return {
    subtype: textOf(value, 'subtype') ?? 'success',
    isError: flagOf(value, 'is_error'),
    apiStatus: numberOf(value, 'api_error_status'),
    text: textOf(value, 'result'),
    errors: textsOf(value, 'errors'),
    terminalReason: textOf(value, 'terminal_reason'),
    sessionId: textOf(value, 'session_id'),
    originKind: textOf(objectOf(value, 'origin') ?? {}, 'kind'),
    promptUuids: promptUuidsOf(value),
    durationMs: numberOf(value, 'duration_ms') ?? 0,
    rounds: numberOf(value, 'num_turns') ?? 0,
    total: { ...total, costUsd: numberOf(value, 'total_cost_usd') ?? total.costUsd },
    sinceLast: since && sumModelUsage(since),
    contextWindow: contextWindowOf(objectOf(value, 'modelUsage') ?? {}),
  };
}

function sumModelUsage(models: JsonObject): Usage {
  return Object.values(models)
    .filter(isObject)
    .reduce<Usage>(
      (sum, model) => ({
        costUsd: sum.costUsd + (numberOf(model, 'costUSD') ?? 0),
        inputTokens: sum.inputTokens + (numberOf(model, 'inputTokens') ?? 0),
        outputTokens: sum.outputTokens + (numberOf(model, 'outputTokens') ?? 0),
        cacheReadTokens: sum.cacheReadTokens + (numberOf(model, 'cacheReadInputTokens') ?? 0),
        cacheWriteTokens: sum.cacheWriteTokens + (numberOf(model, 'cacheCreationInputTokens') ?? 0),
      }),
      noUsage,
    );
}

/** Small models do small things beside; the conversation is with the one that has read most. */
function contextWindowOf(models: JsonObject): number | null {
  let found: number | null = null;
  let most = -1;
  for (const [name, model] of Object.entries(models)) {
    if (!isObject(model)) continue;
    const { inputTokens, cacheReadTokens, cacheWriteTokens } = sumModelUsage({ [name]: model });
    const read = inputTokens + cacheReadTokens + cacheWriteTokens;
    if (read <= most) continue;
    most = read;
    found = countOf(numberOf(model, 'contextWindow') ?? 0);
  }
  return found;
}

function parseReply(value: JsonObject): CliMessage | null {
  const response = objectOf(value, 'response');
  const requestId = response && textOf(response, 'request_id');
  if (response === null || requestId === null) return null;
  const reply =
    textOf(response, 'subtype') === 'error'
      ? ({ ok: false, error: textOf(response, 'error') ?? 'unknown error' } as const)
      : ({ ok: true, response: objectOf(response, 'response') ?? {} } as const);
  return { kind: 'reply', requestId, reply };
}

function parseRateLimit(value: JsonObject): CliMessage | null {
  const info = objectOf(value, 'rate_limit_info');
  if (info === null) return null;
  const resetsAt = numberOf(info, 'resetsAt');
  return {
    kind: 'rateLimit',
    limit: {
      status: textOf(info, 'status') ?? 'unknown',
      resetsAt: resetsAt === null ? null : resetsAt * 1000,
      type: textOf(info, 'rateLimitType'),
      utilization: numberOf(info, 'utilization'),
    },
  };
}
