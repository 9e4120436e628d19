import { randomUUID } from 'node:crypto';
import type { Entry } from '../../shared/models/entry.ts';
import type { Problem } from '../../shared/models/problem.ts';
import type { EntryBody } from '../claude/entry-mapper.ts';
import type { EventBus } from '../events/event-bus.ts';

/** To whom an entry belongs. */
export interface EntryOwner {
  readonly taskId: string | null;
  readonly turnId: string | null;
}

export interface Notice {
  readonly level: 'info' | 'warning' | 'error';
  /** Names the words, for windows that speak another language. */
  readonly code: string;
  readonly text: string;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly problem?: Problem;
}

/** Appends to the transcript of one instance. */
export class TranscriptWriter {
  readonly #bus: EventBus;
  readonly #instanceId: string;
  readonly #now: () => number;
  readonly #owner: () => EntryOwner;

  constructor(bus: EventBus, instanceId: string, now: () => number, owner: () => EntryOwner) {
    this.#bus = bus;
    this.#instanceId = instanceId;
    this.#now = now;
    this.#owner = owner;
  }

  append(body: EntryBody, owner: EntryOwner = this.#owner()): void {
    const origin = { id: randomUUID(), instanceId: this.#instanceId, at: this.#now(), ...owner };
    const entry: Entry = { ...body, ...origin };
    this.#bus.publish('transcript.appended', { entry });
  }

  notice({ level, code, text, params = {}, problem }: Notice): void {
    this.append({ kind: 'notice', level, code, params, text, problem: problem ?? null });
  }
}
