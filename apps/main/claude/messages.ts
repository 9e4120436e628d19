import type { CliPlace } from '../../shared/models/entry.ts';
import type { Json, JsonObject } from '../../shared/models/json.ts';
import type { Usage } from '../../shared/models/instance.ts';

/** A content block of the model's or the user's, as it came; its `type` says what it is. */
export type Block = JsonObject;

/** What stdout can bring. Only what the tower acts on is taken apart; the rest is kept as it is under `unknown`. */
export type CliMessage =
  | { readonly kind: 'init'; readonly init: InitMessage }
  | { readonly kind: 'stream'; readonly event: JsonObject; readonly parentToolUseId: string | null }
  | { readonly kind: 'assistant'; readonly assistant: AssistantMessage }
  | { readonly kind: 'user'; readonly user: UserMessage }
  | { readonly kind: 'result'; readonly result: ResultMessage }
  | { readonly kind: 'sessionState'; readonly state: string }
  | { readonly kind: 'status'; readonly status: string | null; readonly permissionMode: string | null }
  | { readonly kind: 'retry'; readonly retry: RetryMessage }
  | { readonly kind: 'lifecycle'; readonly promptUuid: string; readonly state: string }
  | { readonly kind: 'background'; readonly change: BackgroundChange }
  | { readonly kind: 'rateLimit'; readonly limit: RateLimitMessage }
  | { readonly kind: 'permissionDenied'; readonly toolName: string; readonly message: string }
  | { readonly kind: 'modelFallback'; readonly from: string; readonly to: string }
  /** The conversation was thrown away, by /clear for one. The next init has the new session's id; this message has not. */
  | { readonly kind: 'conversationReset'; readonly trigger: string }
  | { readonly kind: 'ask'; readonly requestId: string; readonly request: JsonObject }
  | { readonly kind: 'reply'; readonly requestId: string; readonly reply: ControlReply }
  | { readonly kind: 'withdraw'; readonly requestId: string }
  /** Of interest to nobody: progress that other messages tell better. */
  | { readonly kind: 'quiet'; readonly type: string }
  | { readonly kind: 'unknown'; readonly type: string; readonly raw: Json }
  /** Not JSON at all. */
  | { readonly kind: 'noise'; readonly text: string };

export type CliMessageOf<K extends CliMessage['kind']> = Extract<CliMessage, { kind: K }>;

/** The beginning of a turn: the CLI sends it each time, not once a process (protocol, section 2.1). */
export interface InitMessage {
  readonly sessionId: string | null;
  readonly model: string | null;
  readonly permissionMode: string | null;
  readonly version: string | null;
  readonly promptUuids: readonly string[] | null;
}

export interface AssistantMessage {
  readonly messageId: string;
  readonly model: string | null;
  readonly blocks: readonly Block[];
  readonly parentToolUseId: string | null;
  readonly place?: CliPlace | null;
  /** What the API was given and has answered, which is what the conversation takes of the context. */
  readonly contextTokens?: number | null;
  /** Set on a message that the CLI made up to say that the API failed. */
  readonly error: string | null;
}

export interface UserMessage {
  readonly content: string | readonly Block[];
  readonly parentToolUseId: string | null;
  /** True for the echo of a prompt of ours. */
  readonly isReplay: boolean;
  readonly place?: CliPlace | null;
  readonly toolUseResult: Json;
}

export interface ResultMessage {
  readonly subtype: string;
  readonly isError: boolean;
  readonly apiStatus: number | null;
  readonly text: string | null;
  readonly errors: readonly string[];
  readonly terminalReason: string | null;
  readonly sessionId: string | null;
  /** Why the CLI ran this turn, when not for a prompt: `task-notification`, `peer` ... */
  readonly originKind: string | null;
  /** Which prompts this answers; null from a CLI that does not say. */
  readonly promptUuids: readonly string[] | null;
  readonly durationMs: number;
  readonly rounds: number;
  /** The process's running total. */
  readonly total: Usage;
  /** What came since the last result, from a CLI that says so. */
  readonly sinceLast: Usage | null;
  /** How much context there is, of the model that has read most. */
  readonly contextWindow?: number | null;
  /** What the conversation took of it with the last answer before this; null after it was cleared. */
  readonly contextTokens?: number | null;
}

export interface RetryMessage {
  readonly attempt: number;
  readonly attempts: number;
  readonly delayMs: number;
  readonly status: number | null;
  readonly error: string;
}

export interface RateLimitMessage {
  readonly status: string;
  /** Milliseconds since the epoch. */
  readonly resetsAt: number | null;
  readonly type: string | null;
  readonly utilization: number | null;
}

/** Work that goes on beside the turn. `all` replaces what was known; the others tell of one. */
export type BackgroundChange =
  | { readonly kind: 'all'; readonly taskIds: readonly string[] }
  | { readonly kind: 'started'; readonly taskId: string }
  | { readonly kind: 'ended'; readonly taskId: string; readonly status: string; readonly summary: string };

export type ControlReply =
  { readonly ok: true; readonly response: JsonObject } | { readonly ok: false; readonly error: string };
