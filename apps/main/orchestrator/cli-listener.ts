import type { Delta } from '../../shared/contract/events.ts';
import { EntryMapper } from '../claude/entry-mapper.ts';
import type {
  CliMessage,
  CliMessageOf,
  InitMessage,
  RateLimitMessage,
  RetryMessage,
  ResultMessage,
} from '../claude/messages.ts';
import { StreamAssembler } from '../claude/stream-assembler.ts';
import { textOf } from '../claude/fields.ts';
import { isOutageStatus } from '../claude/turn-end.ts';
import { problem } from '../../shared/models/problem-words.ts';
import type { Problem } from '../../shared/models/problem.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { ActivityTracker } from './activity-tracker.ts';
import type { TranscriptWriter } from './transcript-writer.ts';

/** What the listener hands on; all that changes the instance's state goes through here. */
export interface CliListenerOptions {
  readonly instanceId: string;
  readonly bus: EventBus;
  readonly transcript: TranscriptWriter;
  readonly activity: ActivityTracker;
  readonly now: () => number;
  readonly onInit: (init: InitMessage) => void;
  readonly onResult: (message: CliMessageOf<'result'>['result'], assistantError: string | null) => void;
  /** The CLI says that it will not run a prompt which it had taken. */
  readonly onPromptDropped: (promptUuid: string) => void;
  readonly onSessionState: (state: string) => void;
  readonly onAsk: (message: CliMessageOf<'ask'>) => void;
  readonly onWithdraw: (cliRequestId: string) => void;
  readonly onBackground: (runningTasks: number) => void;
  readonly onPermissionMode: (cliMode: string) => void;
  readonly onConversationReset: () => void;
  /** Something hinders the turn: shown at once. `hopeless`: waiting will not mend it. */
  readonly onHindrance: (what: Problem, hopeless: boolean) => void;
  readonly onNoise: (text: string) => void;
}

/**
 * How often a refused key is tried before we give up for the CLI, which would go on for three minutes (protocol,
 * section 7). More than once, because a sign-in that is being renewed is refused once too.
 */
const hopelessAfter = 3;

/** Makes of what one CLI process prints: entries of the transcript, deltas, an activity, and inputs for the machine. */
export class CliListener {
  readonly #options: CliListenerOptions;
  readonly #assembler = new StreamAssembler();
  readonly #mapper = new EntryMapper();
  readonly #background = new Set<string>();
  /** Set on the first list of all background tasks: such a CLI's single announcements say nothing more. */
  #listsBackground = false;
  #assistantError: string | null = null;
  /** Of the main conversation: a subagent has a context of its own. Null after it was cleared. */
  #contextTokens: number | null | undefined = undefined;
  #warnedLimit: string | null = null;

  constructor(options: CliListenerOptions) {
    this.#options = options;
  }

  receive(message: CliMessage): void {
    const { transcript, activity, bus, instanceId } = this.#options;
    switch (message.kind) {
      case 'stream': {
        const delta = this.#assembler.take(message.event, message.parentToolUseId);
        if (delta === null) return;
        const { messageId, blockIndex, parentToolUseId, kind, name, text } = delta;
        activity.set({
          kind: kind === 'toolInput' ? 'tool' : kind === 'thinking' ? 'thinking' : 'writing',
          subject: name,
        });
        // Field by field: of all that is done with a delta after its parsing, spreading it took the longest.
        bus.pass('transcript.delta', { instanceId, messageId, blockIndex, parentToolUseId, kind, name, text });
        return;
      }
      case 'assistant':
        this.#assistantError = message.assistant.error ?? this.#assistantError;
        if (message.assistant.parentToolUseId === null) {
          this.#contextTokens = message.assistant.contextTokens ?? this.#contextTokens;
        }
        for (const entry of this.#mapper.assistant(message.assistant)) {
          transcript.append(entry);
          if (entry.kind === 'toolUse') activity.set({ kind: 'tool', subject: entry.name });
        }
        return;
      case 'user':
        for (const entry of this.#mapper.user(message.user)) transcript.append(entry);
        return;
      case 'result':
        this.#options.onResult(this.#withContext(message.result), this.#assistantError);
        return;
      case 'init':
        this.#options.onInit(message.init);
        return;
      case 'sessionState':
        this.#options.onSessionState(message.state);
        return;
      case 'status':
        this.#status(message);
        return;
      case 'retry':
        this.#retry(message.retry);
        return;
      case 'background':
        this.#changeBackground(message.change);
        return;
      case 'rateLimit':
        this.#rateLimit(message.limit);
        return;
      case 'conversationReset':
        this.#contextTokens = null;
        this.#options.onConversationReset();
        return;
      case 'permissionDenied':
        transcript.notice({
          level: 'warning',
          code: 'permission.denied',
          params: { tool: message.toolName },
          text: `${message.toolName} was refused: ${message.message}`,
        });
        return;
      case 'modelFallback':
        transcript.notice({
          level: 'warning',
          code: 'model.fallback',
          params: { from: message.from, to: message.to },
          text: `${message.from} is overloaded; the CLI went on with ${message.to}.`,
        });
        return;
      case 'ask':
        this.#options.onAsk(message);
        return;
      case 'withdraw':
        this.#options.onWithdraw(message.requestId);
        return;
      case 'unknown':
        transcript.append({ kind: 'unknown', type: message.type, raw: message.raw });
        return;
      case 'noise':
        this.#options.onNoise(message.text);
        return;
      case 'lifecycle':
        if (message.state === 'cancelled') this.#options.onPromptDropped(message.promptUuid);
        return;
      case 'reply':
      case 'quiet':
        return;
    }
  }

  /** What is being written now. */
  openBlocks(): readonly Delta[] {
    return this.#assembler.open().map((delta) => ({ instanceId: this.#options.instanceId, ...delta }));
  }

  /** A turn has ended: what it left open will not be finished. */
  endTurn(): void {
    this.#assembler.reset();
    this.#mapper.reset();
    this.#assistantError = null;
    this.#options.activity.set({ kind: 'none' });
  }

  #withContext(result: ResultMessage): ResultMessage {
    return this.#contextTokens === undefined ? result : { ...result, contextTokens: this.#contextTokens };
  }

  #status({ status, permissionMode }: CliMessageOf<'status'>): void {
    if (status === 'requesting') this.#options.activity.set({ kind: 'requesting' });
    if (status === 'compacting') this.#options.activity.set({ kind: 'compacting' });
    if (permissionMode !== null) this.#options.onPermissionMode(permissionMode);
  }

  #retry(retry: RetryMessage): void {
    const { transcript, activity, now } = this.#options;
    const { attempt, attempts, delayMs, status, error } = retry;
    activity.set({ kind: 'retrying', subject: error, attempt, attempts, until: now() + delayMs });
    const hindrance = retryProblem(retry);
    if (attempt === 1) {
      transcript.notice({
        level: hindrance.code === 'api.invalidKey' ? 'error' : 'warning',
        code: 'api.retry',
        params: { error, status: status ?? '', attempts },
        text: `${hindrance.message} The CLI tries again, up to ${String(attempts)} times.`,
        problem: hindrance,
      });
    }
    this.#options.onHindrance(hindrance, hindrance.code === 'api.invalidKey' && attempt >= hopelessAfter);
  }

  #changeBackground(change: CliMessageOf<'background'>['change']): void {
    if (change.kind === 'all') {
      this.#listsBackground = true;
      this.#background.clear();
      for (const id of change.taskIds) this.#background.add(id);
    } else if (change.kind === 'ended') {
      this.#background.delete(change.taskId);
    } else if (!this.#listsBackground) {
      this.#background.add(change.taskId);
    }
    if (change.kind === 'ended' && change.summary !== '') {
      this.#options.transcript.notice({
        level: change.status === 'failed' ? 'warning' : 'info',
        code: 'background.ended',
        params: { summary: change.summary },
        text: change.summary,
      });
    }
    this.#options.onBackground(this.#background.size);
  }

  #rateLimit(limit: RateLimitMessage): void {
    const until = limit.resetsAt === null ? '' : ` (until ${new Date(limit.resetsAt).toISOString()})`;
    if (limit.status === 'rejected') {
      this.#options.onHindrance(problem('api.rateLimited', { until, resetsAt: limit.resetsAt ?? 0 }), false);
      return;
    }
    const key = `${limit.status} ${limit.type ?? ''}`;
    if (limit.status !== 'allowed_warning' || this.#warnedLimit === key) return;
    this.#warnedLimit = key;
    const percent = Math.round((limit.utilization ?? 0) * 100);
    this.#options.transcript.notice({
      level: 'warning',
      code: 'limit.near',
      params: { percent, type: limit.type ?? '', resetsAt: limit.resetsAt ?? 0 },
      text: `${String(percent)} % of the usage limit is used${until}.`,
    });
  }
}

function retryProblem({ status, error }: RetryMessage): Problem {
  const detail = status === null ? error : `HTTP ${String(status)} ${error}`;
  if (status === 401 || error === 'authentication_failed') return problem('api.invalidKey', {}, detail);
  if (status === 429 || error === 'rate_limit') return problem('api.rateLimited', { until: '' }, detail);
  if (status === 529 || error === 'overloaded') return problem('api.overloaded', {}, detail);
  if (status === null || isOutageStatus(status)) return problem('api.unreachable', {}, detail);
  return problem('api.failed', { reason: detail }, detail);
}

/** The subtype of something that the CLI asks. */
export const askSubtype = (message: CliMessageOf<'ask'>): string => textOf(message.request, 'subtype') ?? '';
