import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  decide,
  evolve,
  initialState,
  isAlive,
  type MachineEffect,
  type MachineEvent,
  type MachineInput,
  type MachineState,
} from '../../../apps/main/orchestrator/instance-machine.ts';
import { badKey, completed, gone, input, interrupted } from './machine-story.ts';

const name = fc.constantFrom('a', 'b', 'c');
const end = fc.constantFrom(completed, interrupted, { status: 'failed' as const, problem: gone });

/** Every input there is, with names that now and then fit what is open. */
const anyInput: fc.Arbitrary<MachineInput> = fc.oneof(
  fc.constantFrom<MachineInput>(input.start, input.ready, input.runs, input.rests, input.settled, input.stop),
  fc.constantFrom<MachineInput>(input.exited, input.ended, input.endedWithRest),
  name.map((task) => input.give(task)),
  name.map((turnId) => input.began(`own-${turnId}`)),
  fc
    .record({ end, task: fc.option(name), kind: fc.option(fc.constant('peer')), turnId: name })
    .map(({ end: how, task, kind, turnId }) => ({
      type: 'result' as const,
      end: how,
      promptUuids: task === null ? null : [`prompt-${task}`],
      originKind: kind,
      turnId: `foreign-${turnId}`,
    })),
  fc.record({ type: fc.constant('requestOpened' as const), requestId: name, ofAgent: fc.boolean() }),
  name.map((requestId) => input.answered(requestId)),
  name.map((task) => input.dropped(task)),
  name.map((task) => input.overdue(task)),
  fc
    .constantFrom({ kind: 'interrupt' } as const, { kind: 'cancel' } as const, badKey)
    .map((reason) => ({ type: 'stopTurn' as const, reason })),
  fc.string().map((state) => ({ type: 'sessionState' as const, state })),
);

const sequences = fc.array(anyInput, { maxLength: 60 });

interface Step {
  readonly before: MachineState;
  readonly after: MachineState;
  readonly events: readonly MachineEvent[];
  readonly effects: readonly MachineEffect[];
}

/** Runs a machine whose states cannot be changed in place, and looks at the state after every single event. */
function run(inputs: readonly MachineInput[], look: (state: MachineState) => void = () => undefined): readonly Step[] {
  let state = frozen(initialState);
  return inputs.map((one) => {
    const before = state;
    const { events, effects } = decide(state, one);
    for (const event of events) state = frozen(evolve(state, event));
    look(state);
    return { before, after: state, events, effects };
  });
}

function frozen(state: MachineState): MachineState {
  Object.freeze(state.requests);
  if (state.turn !== null) Object.freeze(state.turn);
  return Object.freeze(state);
}

const eventsOf = (steps: readonly Step[]): readonly MachineEvent[] => steps.flatMap(({ events }) => events);

it('is in a state that can be, whatever comes', () => {
  fc.assert(
    fc.property(sequences, (inputs) => {
      run(inputs, (state) => {
        const { phase, turn, requests, failure } = state;
        if (requests.length > 0) expect(isAlive(state)).toBe(true);
        if (turn !== null) expect(['working', 'stopping']).toContain(phase);
        if (failure !== null) expect(phase).toBe('stopping');
        if (phase === 'stopped' || phase === 'failed') expect(state).toEqual({ ...initialState, phase });
        expect(new Set(requests.map(({ id }) => id)).size).toBe(requests.length);
      });
    }),
    { numRuns: 2000 },
  );
});

it('closes every turn that it opens, once, and opens none before the last is closed', () => {
  fc.assert(
    fc.property(sequences, (inputs) => {
      const rest: readonly MachineInput[] = [input.stop, input.exited, input.ended];
      let open: string | null = null;
      for (const event of eventsOf(run([...inputs, ...rest]))) {
        if (event.type === 'turnOpened') {
          expect(open).toBeNull();
          open = event.turnId;
        } else if (event.type === 'turnClosed') {
          expect(event.turnId).toBe(open);
          open = null;
        } else if (event.type === 'foreignTurn') {
          expect(event.turnId).not.toBe(open);
        }
      }
      expect(open).toBeNull();
    }),
    { numRuns: 2000 },
  );
});

it('answers or withdraws every question that it lets through, once', () => {
  fc.assert(
    fc.property(sequences, (inputs) => {
      const open = new Set<string>();
      const close = (id: string): void => {
        expect(open.delete(id)).toBe(true);
      };
      for (const event of eventsOf(run([...inputs, input.stop, input.exited, input.ended]))) {
        if (event.type === 'requestAdded') {
          expect(open.has(event.requestId)).toBe(false);
          open.add(event.requestId);
        } else if (event.type === 'requestRemoved') close(event.requestId);
        else if (event.type === 'requestsWithdrawn') event.requestIds.forEach(close);
      }
      expect([...open]).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});

it('comes to rest when it is stopped and its processes are gone, whatever was before', () => {
  fc.assert(
    fc.property(sequences, fc.boolean(), fc.boolean(), (inputs, exitIsSeen, allGone) => {
      const exit = exitIsSeen ? [input.exited] : [];
      const steps = run([...inputs, input.stop, ...exit, allGone ? input.ended : input.endedWithRest]);
      const last = steps.at(-1);
      expect(['stopped', 'failed']).toContain(last?.after.phase);
      if (last?.before.phase === 'stopping' && !allGone) expect(last.after.phase).toBe('failed');
    }),
    { numRuns: 2000 },
  );
});

it('never waits for a word of the CLI without a time limit', () => {
  fc.assert(
    fc.property(sequences, (inputs) => {
      let awaited = false;
      for (const { after, effects } of run(inputs)) {
        if (effects.includes('awaitIdle')) awaited = true;
        const settling = after.phase === 'working' && after.turn === null;
        if (settling) expect(awaited).toBe(true);
        else awaited = false;
        if (settling) expect(decide(after, input.settled).events).toEqual([{ type: 'idle' }]);
      }
    }),
    { numRuns: 2000 },
  );
});

it('writes a prompt when and only when it opens a turn for a task, and spawns only from rest', () => {
  fc.assert(
    fc.property(sequences, (inputs) => {
      for (const { before, events, effects } of run(inputs)) {
        const opensForTask = events.some((event) => event.type === 'turnOpened' && event.taskId !== null);
        expect(effects.includes('writePrompt')).toBe(opensForTask);
        if (opensForTask) expect(before.phase).toBe('idle');
        if (effects.includes('spawn')) expect(['stopped', 'failed']).toContain(before.phase);
        if (effects.includes('interrupt')) expect(before.turn).not.toBeNull();
        if (effects.includes('end')) expect(isAlive(before)).toBe(true);
      }
    }),
    { numRuns: 2000 },
  );
});

it('ends a process once a life', () => {
  fc.assert(
    fc.property(sequences, (inputs) => {
      const effects = run(inputs).flatMap((step) => step.effects.filter((one) => one === 'spawn' || one === 'end'));
      for (const [index, effect] of effects.entries()) expect(effect).toBe(index % 2 === 0 ? 'spawn' : 'end');
    }),
    { numRuns: 2000 },
  );
});
