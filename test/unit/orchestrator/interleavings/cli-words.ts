import type { CliMessage, ResultMessage } from '../../../../apps/main/claude/messages.ts';
import { noUsage } from '../../../../apps/shared/models/instance.ts';
import type { PlayedCli } from './played-cli.ts';

/** How a turn can end, by the CLI's own word: the kinds that the tower tells apart. */
const ends: readonly Partial<ResultMessage>[] = [
  {},
  { text: 'You have hit your usage limit', isError: true, apiStatus: 429 },
  { text: 'API Error: 529 overloaded', isError: true, apiStatus: 529 },
  { text: 'Unable to connect to API', isError: true },
  { text: 'Invalid API key', isError: true, apiStatus: 401 },
  { text: 'Prompt is too long', isError: true },
  { subtype: 'error_during_execution', isError: true, terminalReason: 'aborted_streaming' },
  { subtype: 'error_max_turns', isError: true },
];

/** How many kinds of end there are. */
export const endKinds = ends.length;

/** A result. @param promptUuids the prompts that it names; null from a CLI that names none */
export function result(
  kind: number,
  promptUuids: readonly string[] | null,
  originKind: string | null = null,
): CliMessage {
  const spent = { ...noUsage, costUsd: 0.01, inputTokens: 10, outputTokens: 5 };
  return {
    kind: 'result',
    result: {
      subtype: 'success',
      isError: false,
      apiStatus: null,
      text: 'Done.',
      errors: [],
      terminalReason: null,
      sessionId: null,
      originKind,
      promptUuids,
      durationMs: 12,
      rounds: 1,
      total: spent,
      sinceLast: spent,
      ...ends[kind % ends.length],
    },
  };
}

/** The turn of the open prompt ends. @param kind an index of the kinds of end; one that was interrupted is aborted */
export function endTurn(cli: PlayedCli, kind: number): void {
  const uuid = cli.prompted;
  cli.endPrompt();
  const how = cli.interrupted && kind === 0 ? 6 : kind;
  cli.say(result(how, uuid === null || kind % 2 === 1 ? null : [uuid]));
}

/** It begins a turn: that of its prompt, or one of its own. */
export function begin(cli: PlayedCli, sessionId?: string): void {
  cli.hasBegun = true;
  cli.say(init(cli, sessionId));
}

/** It announces that its session runs, or is at rest. One that rests after it had begun gives its prompt no result any more. */
export function announce(cli: PlayedCli, state: 'running' | 'idle'): void {
  if (state === 'running') cli.hasBegun = true;
  else if (cli.hasBegun && cli.runs) cli.endPrompt();
  cli.runs = state === 'running';
  cli.say({ kind: 'sessionState', state });
}

/** A turn ends that is not the prompt's. */
export function endForeignTurn(cli: PlayedCli, words: CliMessage): void {
  cli.hasBegun = false;
  cli.say(words);
}

const init = (cli: PlayedCli, sessionId = cli.sessionId): CliMessage => ({
  kind: 'init',
  init: { sessionId, model: 'model-a', permissionMode: 'default', version: '9.9.9', promptUuids: null },
});

export const toolBegins = (id: string): CliMessage => ({
  kind: 'assistant',
  assistant: {
    messageId: `message-${id}`,
    model: 'model-a',
    blocks: [{ type: 'tool_use', id, name: 'Bash', input: { command: 'true' } }],
    parentToolUseId: null,
    error: null,
  },
});

export const toolEnds = (id: string): CliMessage => ({
  kind: 'user',
  user: {
    content: [{ type: 'tool_result', tool_use_id: id, content: 'ok' }],
    parentToolUseId: null,
    isReplay: false,
    toolUseResult: null,
  },
});

/** A whole block of an answer. */
export const answersInPart: CliMessage = {
  kind: 'assistant',
  assistant: {
    messageId: 'message-part',
    model: 'model-a',
    blocks: [{ type: 'text', text: 'So far.' }],
    parentToolUseId: null,
    error: null,
  },
};

/** The model has ended its answer, and the CLI has yet to say so. */
export const answerEnds: CliMessage = {
  kind: 'stream',
  event: { type: 'message_delta', delta: { stop_reason: 'end_turn' } },
  parentToolUseId: null,
};

export const retries = (attempt: number, status: number): CliMessage => ({
  kind: 'retry',
  retry: {
    attempt,
    attempts: 10,
    delayMs: 2000,
    status,
    error: status === 401 ? 'authentication_failed' : 'overloaded',
  },
});

export const limitTold = (resetsAt: number): CliMessage => ({
  kind: 'rateLimit',
  limit: { status: 'rejected', resetsAt, type: 'five_hour', utilization: 1 },
});

/** The CLI asks something. @param asksPerson false: something that no person is asked */
export function asks(
  cli: PlayedCli,
  requestId: string,
  { ofAgent = false, isQuestion = false, asksPerson = true },
): void {
  cli.asks.set(requestId, { ofAgent });
  cli.say({
    kind: 'ask',
    requestId,
    request: {
      subtype: asksPerson ? 'can_use_tool' : 'hook_callback',
      tool_name: isQuestion ? 'AskUserQuestion' : 'Bash',
      input: isQuestion ? { questions: [{ question: 'Which?', options: [] }] } : { command: 'true' },
      ...(ofAgent ? { agent_id: 'agent' } : {}),
    },
  });
}
