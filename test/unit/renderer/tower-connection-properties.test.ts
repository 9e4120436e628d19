import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type ConnectionSink, TowerConnection } from '../../../apps/renderer/connection/tower-connection.ts';
import type { Bridge } from '../../../apps/shared/contract/bridge.ts';
import type { DurableEvent, EventBatch } from '../../../apps/shared/contract/events.ts';
import { problem } from '../../../apps/shared/models/problem-words.ts';
import { fail, ok, type Result } from '../../../apps/shared/models/problem.ts';
import { anInstance, aSnapshot, durable, updated } from '../../support/renderer/builders.ts';

interface Call {
  readonly name: string;
  readonly since: number;
  readonly answer: (result: Result<never>) => void;
  readonly reject: (error: Error) => void;
}

/** A tower that counts, behind a connection that can be cut, slow, or lose what it carries. */
class ShakyTower {
  seq = 0;
  isOpen = false;
  readonly calls: Call[] = [];
  readonly timers: (() => void)[] = [];
  readonly #events: DurableEvent[] = [];
  #onEvents: (batch: EventBatch) => void = () => undefined;
  #onState: (state: 'open' | 'lost' | 'refused') => void = () => undefined;

  readonly bridge: Bridge = {
    kind: 'web',
    call: (name, input) => {
      if (!this.isOpen) return Promise.resolve(fail(problem('connection.lost')));
      return new Promise((answer, reject) =>
        this.calls.push({ name, since: 'seq' in input ? input.seq : 0, answer, reject }),
      );
    },
    onEvents: (listener) => {
      this.#onEvents = listener;
      return () => undefined;
    },
    onConnection: (listener) => {
      this.#onState = listener;
      return () => undefined;
    },
    pathForFile: () => '',
  };

  /** Something happens. @param arrives whether the window is sent it, or is spared it because it lags */
  happen(arrives: boolean): void {
    this.seq += 1;
    const event = updated(this.seq, anInstance({ name: `at ${this.seq}` }));
    this.#events.push(event);
    if (arrives && this.isOpen) this.#onEvents(durable(event));
  }

  open(): void {
    if (this.isOpen) return;
    this.isOpen = true;
    this.#onState('open');
  }

  cut(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#onState('lost');
    for (const call of this.calls.splice(0)) call.answer(fail(problem('connection.lost')));
  }

  /** Answers the call that has waited longest, in one way or another. */
  answer(how: 'well' | 'tooMany' | 'failed' | 'rejected' | 'never'): void {
    const call = this.calls.shift();
    if (call === undefined || how === 'never') return;
    if (how === 'failed') call.answer(fail(problem('internal.failure', { name: call.name })));
    else if (how === 'rejected') call.reject(new Error('reply was never sent'));
    else call.answer(this.#reply(call, how === 'tooMany') as Result<never>);
  }

  #reply({ name, since }: Call, tooMany: boolean): Result<unknown> {
    if (name === 'tower.snapshot') return ok(aSnapshot(this.seq));
    if (name !== 'tower.eventsSince') return ok({});
    if (tooMany) return ok({ complete: false, events: [] });
    return ok({ complete: true, events: this.#events.filter(({ seq }) => seq > since) });
  }
}

const step = fc.oneof(
  fc.record({ do: fc.constant('happen' as const), arrives: fc.boolean() }),
  fc.record({
    do: fc.constant('answer' as const),
    how: fc.constantFrom('well', 'well', 'tooMany', 'failed', 'rejected', 'never'),
  }),
  fc.constantFrom({ do: 'open' } as const, { do: 'cut' } as const, { do: 'timer' } as const, { do: 'retry' } as const),
  fc.constant({ do: 'refresh' } as const),
);

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
/** A click that comes when all is well again. */
const retriedWhileLive: Step[] = [
  { do: 'open' },
  { do: 'answer', how: 'well' },
  { do: 'retry' },
  { do: 'answer', how: 'well' },
  { do: 'answer', how: 'rejected' },
  { do: 'answer', how: 'failed' },
];

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

it('shows the tower as it is in the end, whatever was cut, late or lost on the way, and nothing twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const tower = new ShakyTower();
      let shown = -1;
      let link = 'none';
      const sink: ConnectionSink = {
        snapshot: ({ seq }) => (shown = seq),
        batch: (batch) => {
          for (const { seq } of batch.durable) {
            expect(seq).toBe(shown + 1);
            shown = seq;
          }
        },
        deltasLost: () => undefined,
        link: (state) => {
          link = state;
          if (state === 'live') expect(tower.isOpen).toBe(true);
        },
      };
      const connection = new TowerConnection(tower.bridge, sink, (run) => tower.timers.push(run));
      connection.start();
      for (const one of steps) {
        if (one.do === 'happen') tower.happen(one.arrives);
        else if (one.do === 'answer') tower.answer(one.how);
        else if (one.do === 'timer') tower.timers.shift()?.();
        else if (one.do === 'retry') connection.retry();
        else if (one.do === 'refresh') connection.refresh();
        else tower[one.do]();
        await settle();
      }
      // From here on all goes well, without anybody's help.
      tower.open();
      await settle();
      for (let round = 0; round < 400 && (tower.calls.length > 0 || tower.timers.length > 0); round += 1) {
        if (tower.calls.length > 0) tower.answer('well');
        else tower.timers.shift()?.();
        await settle();
      }
      expect(link).toBe('live');
      tower.happen(true);
      await settle();
      for (let round = 0; round < 20 && tower.calls.length > 0; round += 1) {
        tower.answer('well');
        await settle();
      }
      expect(shown).toBe(tower.seq);
    }),
    { numRuns: 500, examples: [[retriedWhileLive]] },
  );
});
