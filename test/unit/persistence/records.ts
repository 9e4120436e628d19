import type { DurableData, DurableEvent, DurableType } from '../../../apps/shared/contract/events.ts';
import type { EntryOf } from '../../../apps/shared/models/entry.ts';
import type { Instance } from '../../../apps/shared/models/instance.ts';
import type { Request } from '../../../apps/shared/models/request.ts';
import type { Task } from '../../../apps/shared/models/task.ts';
import type { Turn } from '../../../apps/shared/models/turn.ts';
import { entries, instances, requests, tasks, turns } from '../../fixtures/databases/content.ts';

/** A valid UUID for a small number. */
export const uuid = (number: number): string => `22222222-2222-4222-8222-${String(number).padStart(12, '0')}`;

const first = <T>(records: readonly T[]): T => {
  const [record] = records;
  if (record === undefined) throw new Error('The fixtures are empty.');
  return record;
};

export const instanceWith = (fields: Partial<Instance>): Instance => ({ ...first(instances), ...fields });
export const taskWith = (fields: Partial<Task>): Task => ({ ...first(tasks), attachments: [], ...fields });
export const turnWith = (fields: Partial<Turn>): Turn => ({ ...first(turns), ...fields });
export const requestWith = (fields: Partial<Request>): Request => ({ ...first(requests), ...fields });

export function textEntryWith(fields: Partial<EntryOf<'text'>>): EntryOf<'text'> {
  const entry = entries.find((one) => one.kind === 'text');
  if (entry === undefined) throw new Error('The fixtures have no text.');
  return { ...entry, ...fields };
}

/** Numbers events as the bus does. */
export class Numbering {
  #seq: number;

  constructor(lastSeq = 0) {
    this.#seq = lastSeq;
  }

  event<T extends DurableType>(type: T, data: DurableData<T>): DurableEvent {
    this.#seq += 1;
    return { seq: this.#seq, at: 1_785_000_000_000 + this.#seq, type, data } as DurableEvent;
  }
}
