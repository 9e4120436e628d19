import type { TurnEvidence } from '../../shared/models/stall.ts';

/** A tool that has begun and not ended. */
export interface OpenTool {
  readonly id: string;
  readonly name: string;
  readonly since: number;
}

/** What was seen of an open turn. Times are milliseconds since the epoch. */
export interface TurnSigns {
  readonly heardAt: number;
  readonly tools: readonly OpenTool[];
  readonly retryAt: number | null;
  /** The first and the last announcement of a retry since something whole was answered; null when there was none. */
  readonly retries: { readonly since: number; readonly last: number } | null;
  /** When the model ended its answer; null while it has not, or goes on after it. */
  readonly answerEndedAt: number | null;
  readonly asksPerson: boolean;
  readonly cpuPercent: number | null;
}

/** How long what is allowed to last, in milliseconds. */
export interface StallLimits {
  /** Without a byte while the model answers. */
  readonly silenceMs: number;
  /** Without a byte while a tool runs that does next to nothing. One that works has four times as long. */
  readonly toolMs: number;
  /** With announced retries, and without a whole block of an answer. */
  readonly retryMs: number;
  /** From the end of the answer to the result, which the CLI gives at once; hooks of the person's own may run before. */
  readonly resultMs: number;
}

/** What a turn is at; what is done about it is not for this file to say. */
export type TurnJudgement = Omit<TurnEvidence, 'mending'>;

/** A try of the API that was announced may itself take so long. */
const retryGraceMs = 60_000;
/** Below this a process tree is taken for one that waits, in percent of one core: timers of a CLI that idles take some. */
const idlePercent = 3;
const busyFactor = 4;

/** Says what an open turn is at, and whether it has stalled. The first explanation that fits counts. */
export function judgeTurn(signs: TurnSigns, limits: StallLimits, now: number): TurnJudgement {
  const { heardAt, retryAt, answerEndedAt, cpuPercent } = signs;
  const tools = signs.tools.map(({ name, since }) => ({ name, since }));
  const seen = { heardAt, tools, cpuPercent, retryAt, retryingSince: signs.retries?.since ?? null };
  if (signs.asksPerson) return { ...seen, state: 'waiting', stall: null };
  if (isTryingInVain(signs, limits, now)) return { ...seen, state: 'stalled', stall: 'retries' };
  if (retryAt !== null && now < retryAt + retryGraceMs) return { ...seen, state: 'retrying', stall: null };
  const silence = now - heardAt;
  if (answerEndedAt !== null && tools.length === 0) {
    const late = now - Math.max(answerEndedAt, heardAt) > limits.resultMs;
    return { ...seen, state: late ? 'stalled' : 'thinking', stall: late ? 'noResult' : null };
  }
  if (tools.length > 0) {
    const idle = cpuPercent !== null && cpuPercent < idlePercent;
    const late = silence > limits.toolMs * (idle ? 1 : busyFactor);
    return { ...seen, state: late ? 'stalled' : 'tool', stall: late ? 'tool' : null };
  }
  const late = silence > limits.silenceMs;
  return { ...seen, state: late ? 'stalled' : 'thinking', stall: late ? 'silent' : null };
}

/**
 * Has it tried the API again for too long? Where an answer has begun since, that may be a long block of it, or break off as
 * the last ones did: one that goes on trying has said so within half of its time.
 */
function isTryingInVain({ retries, retryAt }: TurnSigns, { retryMs }: StallLimits, now: number): boolean {
  if (retries === null || now - retries.since <= retryMs) return false;
  return retryAt !== null || now - retries.last <= retryMs / 2;
}
