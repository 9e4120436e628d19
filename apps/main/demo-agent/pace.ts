import { setImmediate, setTimeout } from 'node:timers/promises';

/** How long the pretended work takes. Zero makes it immediate, for tests. */
export interface Pace {
  /** Milliseconds a word. */
  readonly word: number;
  /** Factor on everything else that pretends to take time. */
  readonly factor: number;
}

const defaultWord = 28;

/** @param wanted the value of CONTROL_TOWER_DEMO_PACE: milliseconds a word; anything but a number is the default */
export function readPace(wanted: string | undefined): Pace {
  const word = wanted === undefined || wanted.trim() === '' ? Number.NaN : Number(wanted);
  if (!Number.isFinite(word) || word < 0) return { word: defaultWord, factor: 1 };
  return { word, factor: word / defaultWord };
}

/** Waits, or stops waiting when the turn is aborted. Always lets stdin be read. @param milliseconds may be 0 */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  if (milliseconds <= 0) {
    await setImmediate();
    return;
  }
  await setTimeout(milliseconds, undefined, { signal }).catch(() => undefined);
}

/** Cuts a text where a model's stream would: before each word, white space kept, nothing lost. */
export function cutIntoWords(text: string): readonly string[] {
  return text.match(/\s*\S+|\s+$/g) ?? [];
}
