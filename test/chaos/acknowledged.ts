import type { DurableEvent } from '../../apps/shared/contract/events.ts';
import type { Stored } from '../support/agreement.ts';
import { KeptValues } from './kept-values.ts';

/** A task that the tower took. */
export interface TakenTask {
  readonly id: string;
  readonly instanceId: string;
  /** In its prompt, and in no other. */
  readonly token: string;
  readonly prompt: string;
  /** How often a person has asked for it, the first time included. */
  asked: number;
}

/** What the database is asked beside its records. */
export interface StoredWords {
  /** Prompts by task. */
  readonly prompts: ReadonlyMap<string, string>;
  readonly towerPaused: boolean;
  readonly maxRunning: number | null;
}

/** Keeps what the tower has said yes to, or told as a fact, so that the database can be held against it. */
export class Acknowledged {
  readonly instances = new Set<string>();
  readonly tasks = new Map<string, TakenTask>();
  readonly answers = new Set<string>();
  /** Tasks that were taken out of the queue, and those that somebody then tried to have run after all. */
  readonly cancelled = new Set<string>();
  readonly revived = new Set<string>();
  /** What has one value at a time and may be changed again: paused, deleted, a title, a setting. */
  readonly values = new KeptValues();
  readonly #facts = new Map<number, string>();

  heard(events: readonly DurableEvent[]): void {
    for (const event of events) this.#facts.set(event.seq, nameOf(event));
  }

  get facts(): number {
    return this.#facts.size;
  }

  /** What was promised and is not there; empty when all is. */
  missing(stored: Stored, words: StoredWords): readonly string[] {
    const instances = new Map(stored.instances.map((one) => [one.id, one]));
    const tasks = new Map(stored.tasks.map((one) => [one.id, one]));
    const requests = new Map(stored.requests.map((one) => [one.id, one]));
    const facts = new Map(stored.events.map((event) => [event.seq, event]));
    const found: string[] = [];
    for (const id of this.instances) if (!instances.has(id)) found.push(`instance ${id} was created and is not there`);
    for (const { id, instanceId, prompt } of this.tasks.values()) {
      if (tasks.get(id)?.instanceId !== instanceId) found.push(`task ${id} was taken and is not there`);
      else if (words.prompts.get(id) !== prompt) found.push(`the prompt of task ${id} is not what was sent`);
    }
    for (const id of this.cancelled) {
      const status = tasks.get(id)?.status;
      if (status !== 'cancelled' && !this.revived.has(id))
        found.push(`task ${id} was cancelled and is ${status ?? 'gone'}`);
    }
    for (const id of this.answers) {
      if (requests.get(id)?.status !== 'answered') found.push(`the answer to request ${id} is not there`);
    }
    for (const [seq, name] of this.#facts) {
      const event = facts.get(seq);
      const kept = event === undefined ? 'nothing' : nameOf(event);
      if (kept !== name) found.push(`event ${seq} was told as ${name} and is stored as ${kept}`);
    }
    const now = (key: string): unknown => {
      const [what = '', id = ''] = key.split(' ');
      if (what === 'towerPaused') return words.towerPaused;
      if (what === 'maxRunning') return words.maxRunning;
      if (what === 'title') return tasks.get(id)?.title;
      if (what === 'deleted') return instances.get(id)?.deletedAt !== null;
      return instances.get(id)?.paused;
    };
    return [...found, ...this.values.broken(now)];
  }
}

function nameOf(event: DurableEvent): string {
  const [record] = Object.values(event.data) as { readonly id?: string }[];
  return `${event.type} ${record?.id ?? ''}`;
}
