import type { TurnEvidence } from '../../shared/models/stall.ts';

/** What was seen of an open turn. Times are milliseconds since the epoch. */
export interface TurnSigns {
  readonly heardAt: number;
  readonly tools: readonly { readonly name: string; readonly since: number }[];
  readonly retryAt: number | null;
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
}

/** The CLI says at once that a turn is over; hooks of the person's own may run before. */
const resultMs = 120_000;
/** A try of the API that was announced may itself take so long. */
const retryGraceMs = 60_000;
/** Below this a process tree is taken for one that waits, in percent of one core: timers of a CLI that idles take some. */
const idlePercent = 3;
const busyFactor = 4;

/** Says what an open turn is at, and whether it has stalled. The first explanation that fits counts. */
export function judgeTurn(signs: TurnSigns, limits: StallLimits, now: number): TurnEvidence {
  const { heardAt, tools, retryAt, answerEndedAt, cpuPercent } = signs;
  const seen = { heardAt, tools, cpuPercent, retryAt };
  if (signs.asksPerson) return { ...seen, state: 'waiting', stall: null };
  if (retryAt !== null && now < retryAt + retryGraceMs) return { ...seen, state: 'retrying', stall: null };
  const silence = now - heardAt;
  if (answerEndedAt !== null && tools.length === 0) {
    const late = now - Math.max(answerEndedAt, heardAt) > resultMs;
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
