import type { DoctorCheck, DoctorCheckId, DoctorReport } from '../../shared/models/doctor.ts';
import { redactText } from '../logging/redact.ts';
import { found } from './found.ts';

/** Looks at something, for one check or for several that are seen by the same look. */
export interface Probe {
  readonly ids: readonly DoctorCheckId[];
  /** How long the look may take, in milliseconds. */
  readonly limitMs: number;
  /** May throw: that is told as a check that could not be made. */
  readonly look: () => readonly DoctorCheck[] | Promise<readonly DoctorCheck[]>;
}

/** Looks at everything at once. A look that fails or takes too long never hides what the others saw. */
export class Doctor {
  readonly #probes: readonly Probe[];
  readonly #now: () => number;
  #running: Promise<DoctorReport> | null = null;

  constructor(probes: readonly Probe[], now: () => number) {
    this.#probes = probes;
    this.#now = now;
  }

  /** Looks anew; who asks while it is looking is told the same. @returns the checks in the order of the probes */
  examine(): Promise<DoctorReport> {
    this.#running ??= this.#examine().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #examine(): Promise<DoctorReport> {
    const seen = await Promise.all(this.#probes.map((probe) => lookInTime(probe)));
    return { at: this.#now(), checks: seen.flat() };
  }
}

async function lookInTime({ ids, limitMs, look }: Probe): Promise<readonly DoctorCheck[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<readonly DoctorCheck[]>((resolve) => {
    const seconds = limitMs / 1000;
    timer = setTimeout(() => resolve(ids.map((id) => found(id, 'lookedTooLong', { seconds }))), limitMs);
  });
  const looked = Promise.resolve()
    .then(look)
    .catch((error: unknown) => {
      const reason = redactText(error instanceof Error ? error.message : String(error), []);
      return ids.map((id) => found(id, 'lookFailed', { reason }));
    });
  return Promise.race([looked, late]).finally(() => clearTimeout(timer));
}
