import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  maxStarting,
  schedule,
  type Candidate,
  type SchedulerView,
} from '../../../apps/main/orchestrator/scheduler.ts';
import { compareTasks } from '../../../apps/main/orchestrator/task-order.ts';
import { instanceStatuses } from '../../../apps/shared/models/instance.ts';
import { priorities } from '../../../apps/shared/models/task.ts';
import { instanceWith, taskWith, uuid } from '../persistence/records.ts';

const candidates: fc.Arbitrary<Candidate[]> = fc
  .array(
    fc.record({
      // Mostly such as can be served, so that they compete.
      status: fc.constantFrom(
        ...instanceStatuses,
        ...Array<'idle'>(7).fill('idle'),
        ...Array<'stopped'>(7).fill('stopped'),
      ),
      wanted: fc.constantFrom('running' as const, 'running' as const, 'running' as const, 'stopped' as const),
      paused: fc.constantFrom(false, false, false, true),
      priority: fc.constantFrom(...priorities),
      rank: fc.integer({ min: 0, max: 5 }),
      held: fc.constantFrom(false, false, false, true),
    }),
    { maxLength: 12 },
  )
  .map((all) =>
    all.map(({ status, wanted, paused, priority, rank, held }, index) => ({
      instance: instanceWith({ id: uuid(index), status, wanted, paused }),
      head: taskWith({ id: uuid(1000 + index), instanceId: uuid(index), status: 'queued', priority, rank }),
      held,
    })),
  );

const views: fc.Arbitrary<SchedulerView> = fc.record({
  held: fc.boolean(),
  maxRunning: fc.integer({ min: 1, max: 8 }),
  working: fc.nat({ max: 9 }),
  starting: fc.nat({ max: 4 }),
  candidates,
});

const canBeServed = ({ instance, held }: Candidate): boolean =>
  !held &&
  instance.wanted === 'running' &&
  !instance.paused &&
  (instance.status === 'idle' || instance.status === 'stopped');

it('starts nothing while work is held', () => {
  fc.assert(
    fc.property(views, (view) => {
      expect(schedule({ ...view, held: true })).toEqual([]);
    }),
  );
});

it('never goes over a cap, and serves each instance at most once and only as it can be served', () => {
  fc.assert(
    fc.property(views, (view) => {
      const steps = schedule(view);
      const starts = steps.filter(({ kind }) => kind === 'start').length;
      const busy = view.working + view.starting;
      expect(busy + steps.length).toBeLessThanOrEqual(Math.max(view.maxRunning, busy));
      expect(view.starting + starts).toBeLessThanOrEqual(Math.max(maxStarting, view.starting));
      expect(new Set(steps.map(({ instanceId }) => instanceId)).size).toBe(steps.length);
      for (const step of steps) {
        const candidate = view.candidates.find(({ instance }) => instance.id === step.instanceId);
        expect(candidate !== undefined && canBeServed(candidate)).toBe(true);
        expect(candidate?.instance.status).toBe(step.kind === 'give' ? 'idle' : 'stopped');
        if (step.kind === 'give') expect(step.taskId).toBe(candidate?.head.id);
      }
    }),
    { numRuns: 1000 },
  );
});

it('serves the most urgent first and leaves no ready instance waiting while there is room', () => {
  fc.assert(
    fc.property(views, (view) => {
      const steps = schedule({ ...view, held: false });
      const served = (candidate: Candidate): boolean =>
        steps.some(({ instanceId }) => instanceId === candidate.instance.id);
      const room = view.maxRunning - view.working - view.starting - steps.length;
      for (const left of view.candidates.filter((one) => canBeServed(one) && !served(one))) {
        // One that is ready is left only for want of room, and then to more urgent ones.
        if (left.instance.status !== 'idle') continue;
        expect(room).toBeLessThanOrEqual(0);
        for (const winner of view.candidates.filter(served)) {
          expect(compareTasks(winner.head, left.head)).toBeLessThan(0);
        }
      }
    }),
    { numRuns: 1000 },
  );
});
