import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { TaskQueue } from '../../../apps/main/orchestrator/task-queue.ts';
import { priorities, type Priority } from '../../../apps/shared/models/task.ts';
import { byId, here, must, queueBench, reader, there } from './queue-bench.ts';

/** What the order should be, kept the plain way: a list a priority and instance. */
class PlainQueue {
  readonly #lists = new Map<string, string[]>();

  list(instance: string, priority: Priority): string[] {
    const key = `${instance} ${priority}`;
    const list = this.#lists.get(key) ?? [];
    this.#lists.set(key, list);
    return list;
  }

  order(instance: string): readonly string[] {
    return priorities.flatMap((priority) => this.list(instance, priority));
  }

  remove(id: string): void {
    for (const list of this.#lists.values()) if (list.includes(id)) list.splice(list.indexOf(id), 1);
  }

  placeLast(instance: string, priority: Priority, id: string): void {
    this.remove(id);
    this.list(instance, priority).push(id);
  }

  placeBefore(instance: string, priority: Priority, id: string, before: string): void {
    this.remove(id);
    const list = this.list(instance, priority);
    list.splice(list.indexOf(before), 0, id);
  }
}

interface Bench {
  readonly queue: TaskQueue;
  readonly plain: PlainQueue;
  /** Tasks that have ended and can be run again. */
  readonly ended: string[];
}

type Step = (bench: Bench) => void;
const instance = fc.constantFrom(here, there);
const priority = fc.constantFrom(...priorities);
/** Picks one of however many there are. */
const pick = fc.nat({ max: 999 });
const at = <T>(list: readonly T[], index: number): T | undefined => list[index % Math.max(1, list.length)];

const submit = fc.record({ of: instance, as: priority }).map(({ of, as }): Step => ({ queue, plain }) => {
  plain.placeLast(of, as, must(queue.submit(of, 'work', { priority: as })).id);
});
const change = fc
  .record({ of: instance, which: pick, as: priority })
  .map(({ of, which, as }): Step => ({ queue, plain }) => {
    const task = at(queue.queued(of), which);
    if (task === undefined) return;
    must(queue.update(task.id, { priority: as, title: 'changed' }));
    if (task.priority !== as) plain.placeLast(of, as, task.id);
  });
const move = fc
  .record({ of: instance, which: pick, before: fc.option(pick) })
  .map(({ of, which, before }): Step => ({ queue, plain }) => {
    const queued = queue.queued(of);
    const task = at(queued, which);
    const other = before === null ? null : (at(queued, before) ?? null);
    if (task === undefined) return;
    must(queue.move(task.id, other?.id ?? null));
    if (other === null) plain.placeLast(of, task.priority, task.id);
    else if (other.id !== task.id) plain.placeBefore(of, other.priority, task.id, other.id);
  });
const serve = fc
  .record({ of: instance, how: fc.constantFrom('completed' as const, 'failed' as const, 'interrupted' as const) })
  .map(({ of, how }): Step => ({ queue, plain, ended }) => {
    const head = queue.heads().get(of);
    if (head === undefined) return;
    expect(head.id).toBe(plain.order(of)[0]);
    must(queue.start(head.id, null));
    plain.remove(head.id);
    queue.setWaiting(head.id, true);
    queue.end(head.id, how, null, null);
    ended.push(head.id);
  });
const cancel = fc.record({ of: instance, which: pick }).map(({ of, which }): Step => ({ queue, plain, ended }) => {
  const task = at(queue.queued(of), which);
  if (task === undefined) return;
  must(queue.cancelQueued(task.id));
  plain.remove(task.id);
  ended.push(task.id);
});
const retry = pick.map((which): Step => ({ queue, plain, ended }) => {
  const id = at(ended, which);
  if (id === undefined) return;
  const task = must(queue.retry(id));
  ended.splice(ended.indexOf(id), 1);
  plain.placeLast(task.instanceId, task.priority, id);
});
const steps = fc.array(fc.oneof({ arbitrary: submit, weight: 3 }, change, move, move, serve, cancel, retry), {
  maxLength: 40,
});

it('serves by priority, then as they came or were put by hand, and has on disk what it has acknowledged', () => {
  const bench = queueBench();
  const disk = reader(bench.place);
  fc.assert(
    fc.property(steps, (all) => {
      for (const task of bench.queue.open()) bench.queue.end(task.id, 'cancelled', null, null);
      const run: Bench = { queue: bench.queue, plain: new PlainQueue(), ended: [] };
      for (const step of all) {
        step(run);
        for (const of of [here, there]) {
          expect(run.queue.queued(of).map(({ id }) => id)).toEqual(run.plain.order(of));
          expect(run.queue.heads().get(of)?.id).toBe(run.plain.order(of)[0]);
        }
        bench.bus.flush();
        expect(byId(disk.tasks.open())).toEqual(byId(run.queue.open()));
      }
    }),
    { numRuns: 30 },
  );
});

it('goes on finding room between two tasks when the numbers between them are used up', () => {
  const { queue } = queueBench();
  const [first, second, third] = ['one', 'two', 'three'].map((prompt) => must(queue.submit(here, prompt)).id);
  const order = (): readonly string[] => queue.queued(here).map(({ id }) => id);
  let [inner, outer] = [second ?? '', third ?? ''];
  for (let round = 0; round < 200; round += 1) {
    // Each time the last of the three comes between the two others, in half of the room that there was.
    must(queue.move(outer, inner));
    expect(order()).toEqual([first, outer, inner]);
    [inner, outer] = [outer, inner];
  }
  expect(new Set(queue.queued(here).map(({ rank }) => rank)).size).toBe(3);
  const late = must(queue.submit(here, 'late')).id;
  expect(order().at(-1)).toBe(late);
});
