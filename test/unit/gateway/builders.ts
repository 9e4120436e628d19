import type { Delta, DurableEvent, EventBatch, PassingEvent } from '../../../apps/shared/contract/events.ts';
import type { Entry } from '../../../apps/shared/models/entry.ts';
import type { WindowLink } from '../../../apps/main/gateway/window-link.ts';

export const instanceId = '7d444840-9dc0-41d2-8b5c-3f0b8c1e2a10';
export const otherInstanceId = '7d444840-9dc0-41d2-8b5c-3f0b8c1e2a11';

export const base = {
  id: '7d444840-9dc0-41d2-8b5c-3f0b8c1e2aff',
  instanceId,
  taskId: null,
  turnId: null,
  at: 1,
} as const;

export function delta(text: string, block: Partial<Delta> = {}): PassingEvent {
  return {
    type: 'transcript.delta',
    data: {
      instanceId,
      messageId: 'm1',
      blockIndex: 0,
      parentToolUseId: null,
      kind: 'text',
      name: null,
      text,
      ...block,
    },
  };
}

/** What a delta brings. */
export function deltaOf(text: string): Delta {
  const event = delta(text);
  if (event.type !== 'transcript.delta') throw new Error('not a delta');
  return event.data;
}

export function activity(subject: string, id: string = instanceId): PassingEvent {
  return {
    type: 'instance.activity',
    data: {
      instanceId: id,
      activity: { kind: 'tool', subject, attempt: null, attempts: null, until: null, since: 1 },
    },
  };
}

export function textEntry(text: string, block: { messageId?: string; blockIndex?: number } = {}): Entry {
  return { ...base, kind: 'text', messageId: 'm1', blockIndex: 0, parentToolUseId: null, text, ...block };
}

export function appended(seq: number, entry: Entry): DurableEvent {
  return { seq, at: seq, type: 'transcript.appended', data: { entry } };
}

export function paused(seq: number): DurableEvent {
  return { seq, at: seq, type: 'tower.paused', data: { tower: { paused: true, holds: [], storageProblem: null } } };
}

/** A window that takes what it is sent, or lets it pile up as the test wishes. */
export class FakeWindow implements WindowLink {
  readonly id = 'fake';
  readonly batches: EventBatch[] = [];
  backlogBytes = 0;
  /** What a batch adds to the backlog. */
  weighs: (batch: EventBatch) => number = () => 0;

  send(batch: EventBatch): void {
    this.batches.push(batch);
    this.backlogBytes += this.weighs(batch);
  }

  backlog(): number {
    return this.backlogBytes;
  }

  get texts(): string[] {
    return this.batches.flatMap((batch) =>
      batch.passing.flatMap((event) => (event.type === 'transcript.delta' ? [event.data.text] : [])),
    );
  }

  get lags(): unknown[] {
    return this.batches.flatMap((batch) =>
      batch.passing.flatMap((event) => (event.type === 'window.lagged' ? [event.data] : [])),
    );
  }

  get seqs(): number[] {
    return this.batches.flatMap((batch) => batch.durable.map((event) => event.seq));
  }
}
