import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problem } from '../../../apps/shared/models/problem-words.ts';
import type { EndedStatus, TaskQueue } from '../../../apps/main/orchestrator/task-queue.ts';
import type { Task } from '../../../apps/shared/models/task.ts';
import { codeOf, here, must, nobody, queueBench, there } from './queue-bench.ts';

/** What is served next for an instance. */
const nextOf = (queue: TaskQueue, instance = here): string | undefined => queue.heads().get(instance)?.id;

function run(queue: TaskQueue, id: string, how: EndedStatus = 'completed'): void {
  must(queue.start(id, null));
  queue.end(id, how, null, null);
}

describe('a task that is to run after another', () => {
  it('lets what stands behind it pass, and is served when the other one is completed', () => {
    const { queue } = queueBench();
    const first = must(queue.submit(there, 'first')).id;
    const waits = must(queue.submit(here, 'waits', { after: [first, first], priority: 'urgent' }));
    const free = must(queue.submit(here, 'free')).id;
    expect(waits.after).toEqual([first]);
    expect(queue.queued(here).map(({ id }) => id)).toEqual([waits.id, free]);
    expect([nextOf(queue), queue.isReady(waits)]).toEqual([free, false]);
    run(queue, first);
    expect([nextOf(queue), queue.isReady(waits)]).toEqual([waits.id, true]);
  });

  it.each(['failed', 'cancelled', 'interrupted'] as const)(
    'stays queued when that one is %s, and goes on by itself when it is run again and completed',
    (how) => {
      const { queue } = queueBench();
      const first = must(queue.submit(here, 'first')).id;
      const waits = must(queue.submit(here, 'waits', { after: [first] })).id;
      run(queue, first, how);
      expect(nextOf(queue)).toBeUndefined();
      expect(queue.predecessors()).toMatchObject([{ id: first, status: how }]);
      must(queue.retry(first));
      expect(nextOf(queue)).toBe(first);
      expect(queue.predecessors()).toEqual([]);
      run(queue, first);
      expect(nextOf(queue)).toBe(waits);
    },
  );

  it('runs anyway when a person says so, and waits again when that is taken back', () => {
    const { queue } = queueBench();
    const first = must(queue.submit(here, 'first')).id;
    const waits = must(queue.submit(here, 'waits', { after: [first] })).id;
    must(queue.cancelQueued(first));
    expect(nextOf(queue)).toBeUndefined();
    expect(must(queue.update(waits, { after: [] })).after).toEqual([]);
    expect([nextOf(queue), queue.predecessors()]).toEqual([waits, []]);
    // The other one has ended, and nobody named it any more: it is read again.
    must(queue.update(waits, { after: [first] }));
    expect([nextOf(queue), queue.predecessors().map(({ id }) => id)]).toEqual([undefined, [first]]);
    must(queue.update(waits, { title: 'The same' }));
    expect(must(queue.find(waits)).after).toEqual([first]);
  });

  it('keeps what it waits for when it is run again or handed on, and need not wait to go on in its conversation', () => {
    const { queue } = queueBench();
    const first = must(queue.submit(here, 'first')).id;
    const waits = must(queue.submit(here, 'waits', { after: [first] })).id;
    must(queue.cancelQueued(waits));
    expect(must(queue.retry(waits)).after).toEqual([first]);
    expect(must(queue.move(waits, null, there)).after).toEqual([first]);
    expect(nextOf(queue, there)).toBeUndefined();
    run(queue, first);
    must(queue.start(waits, nobody));
    must(queue.retry(first));
    queue.putBack(waits, problem('api.overloaded'));
    expect(nextOf(queue, there)).toBe(waits);
  });

  it('is refused where it would wait for itself, or for what is not there', () => {
    const { queue } = queueBench();
    const [a, b, c] = ['a', 'b', 'c'].map((prompt) => must(queue.submit(here, prompt)).id) as [string, string, string];
    must(queue.update(b, { after: [a] }));
    must(queue.update(c, { after: [b] }));
    const before = queue.open();
    expect(codeOf(queue.update(a, { after: [a] }))).toBe('task.afterItself');
    expect(codeOf(queue.update(a, { after: [c], title: 'Other' }))).toBe('task.afterItself');
    expect(codeOf(queue.update(a, { after: [nobody] }))).toBe('task.afterUnknown');
    expect(codeOf(queue.submit(here, 'x', { after: [a, nobody] }))).toBe('task.afterUnknown');
    expect(queue.open()).toEqual(before);
  });

  it('waits no more for one that began to wait for it while it had ended', () => {
    const { queue } = queueBench();
    const [a, b] = ['a', 'b'].map((prompt) => must(queue.submit(here, prompt)).id) as [string, string];
    must(queue.update(a, { after: [b] }));
    must(queue.cancelQueued(a));
    must(queue.update(b, { after: [a] }));
    expect(must(queue.retry(a)).after).toEqual([]);
    expect(nextOf(queue)).toBe(a);
  });

  it('is not there, and not forgotten, when that cannot be stored', () => {
    const { queue, fill } = queueBench();
    const [first, other] = ['first', 'other'].map((prompt) => must(queue.submit(there, prompt)).id) as [string, string];
    const waits = must(queue.submit(here, 'waits', { after: [first] })).id;
    run(queue, first, 'failed');
    fill(true);
    expect(codeOf(queue.update(waits, { after: [other] }))).toBe('storage.full');
    expect(codeOf(queue.update(waits, { after: [] }))).toBe('storage.full');
    expect(codeOf(queue.retry(first))).not.toBe('ok');
    expect([nextOf(queue), queue.predecessors().map(({ id }) => id)]).toEqual([undefined, [first]]);
    fill(false);
    must(queue.update(waits, { after: [other] }));
    expect(queue.predecessors()).toEqual([]);
    run(queue, other);
    expect(nextOf(queue)).toBe(waits);
  });
});

it('waits after a crash for the same as before, whether that waits, has failed or was completed', () => {
  const before = queueBench();
  const ids = ['open', 'failed', 'completed'].map((prompt) => must(before.queue.submit(there, prompt)).id);
  const waiting = ids.map((id) => must(before.queue.submit(here, 'waits', { after: [id] })));
  run(before.queue, ids[1] ?? '', 'failed');
  run(before.queue, ids[2] ?? '');
  before.bus.flush();
  const { queue } = queueBench(before.place);
  expect(queue.queued(here)).toEqual(waiting);
  expect(waiting.map((task) => queue.isReady(task))).toEqual([false, false, true]);
  expect(queue.predecessors().map(({ id }) => id)).toEqual([ids[1], ids[2]]);
  expect(nextOf(queue)).toBe(waiting[2]?.id);
});

const deed = fc.oneof(
  {
    arbitrary: fc.record({ kind: fc.constant('after' as const), which: fc.nat(9), others: fc.array(fc.nat(9)) }),
    weight: 4,
  },
  fc.record({
    kind: fc.constant('serve' as const),
    which: fc.nat(9),
    how: fc.constantFrom<EndedStatus>('completed', 'completed', 'failed', 'interrupted'),
  }),
  fc.record({ kind: fc.constantFrom('cancel' as const, 'retry' as const), which: fc.nat(9) }),
);

it('never lets tasks wait for each other in a circle: whoever runs all that can be run runs everything', () => {
  const { queue, database, bus } = queueBench();
  const known = (ids: readonly string[]): readonly Task[] => {
    bus.flush();
    return ids.flatMap((id) => database.tasks.get(id) ?? []);
  };
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 40 }), (deeds) => {
      for (const task of queue.open()) queue.end(task.id, 'cancelled', null, null);
      const ids = Array.from({ length: 10 }, (_, index) => must(queue.submit(index % 2 ? here : there, 'work')).id);
      for (const one of deeds) {
        const id = ids[one.which] ?? '';
        if (one.kind === 'after') queue.update(id, { after: one.others.map((other) => ids[other] ?? '') });
        else if (one.kind === 'serve') {
          for (const head of [...queue.heads().values()].slice(0, 1)) run(queue, head.id, one.how);
        } else if (one.kind === 'cancel') queue.cancelQueued(id);
        else queue.retry(id);
        for (const head of queue.heads().values()) {
          const held = known(head.after).filter(({ status }) => status !== 'completed');
          expect(held).toEqual([]);
        }
      }
      // What has ended badly is run again, as a person would do it: everything must be done then.
      for (let round = 0; round < 100 && known(ids).some(({ status }) => status !== 'completed'); round += 1) {
        for (const { id, status } of known(ids)) if (status !== 'completed') queue.retry(id);
        for (const head of queue.heads().values()) run(queue, head.id);
      }
      expect(new Set(known(ids).map(({ status }) => status))).toEqual(new Set(['completed']));
    }),
    { numRuns: 60 },
  );
});
