import { expect, it } from 'vitest';
import {
  decide,
  evolve,
  initialState,
  isAlive,
  type MachineInput,
  type MachineState,
} from '../../../apps/main/orchestrator/instance-machine.ts';
import { input } from './machine-story.ts';

/** One of each kind, and two where a second one makes a difference. */
const alphabet: readonly MachineInput[] = [
  input.start,
  input.ready,
  input.give('a'),
  input.began(),
  input.result(),
  input.resultOfOwn(),
  input.resultFor('b'),
  input.runs,
  input.rests,
  input.dropped('a'),
  input.settled,
  input.asked('r'),
  input.askedByAgent('s'),
  input.answered('r'),
  input.interrupt,
  input.cancel,
  input.hopeless,
  input.overdue('a'),
  input.stop,
  input.exited,
  input.ended,
  input.endedWithRest,
];

const keyOf = (state: MachineState): string => JSON.stringify(state);

/** What is wrong with a state by itself. */
function faultOf({ phase, turn, requests, failure, ...state }: MachineState): string | null {
  const alive = phase === 'starting' || phase === 'idle' || phase === 'working';
  if (requests.length > 0 && !alive) return 'somebody is asked by a CLI that cannot hear the answer';
  if (turn !== null && phase !== 'working' && phase !== 'stopping') return 'a turn is open where none can be';
  if (failure !== null && phase !== 'stopping') return 'a failure is remembered where nothing is being ended';
  if ((phase === 'stopped' || phase === 'failed') && (state.announces || state.sessionRuns)) return 'a dead CLI speaks';
  return null;
}

/** Every state that any sequence of inputs leads to, with the inputs of a shortest one. */
function reachable(): ReadonlyMap<string, { readonly state: MachineState; readonly story: readonly MachineInput[] }> {
  const found = new Map([[keyOf(initialState), { state: initialState, story: [] as readonly MachineInput[] }]]);
  // A map is gone through in the order in which it grows: each state once, whatever its depth.
  for (const { state, story } of found.values()) {
    for (const one of alphabet) {
      const after = decide(state, one).events.reduce(evolve, state);
      if (!found.has(keyOf(after))) found.set(keyOf(after), { state: after, story: [...story, one] });
    }
  }
  return found;
}

const told = (story: readonly MachineInput[]): string => story.map(({ type }) => type).join(', ');

it('reaches, by any sequence of inputs however long, only states that can be', () => {
  const states = [...reachable().values()];
  expect(states.length).toBeGreaterThan(100);
  const faults = states.flatMap(({ state, story }) => {
    const fault = faultOf(state);
    return fault === null ? [] : [`${fault}: ${told(story)}`];
  });
  expect(faults).toEqual([]);
});

it('can be stopped, comes to rest, and can be started again from every state', () => {
  for (const { state, story } of reachable().values()) {
    const stopped = [input.stop, input.ended].reduce(
      (before, one) => decide(before, one).events.reduce(evolve, before),
      state,
    );
    expect(['stopped', 'failed'], told(story)).toContain(stopped.phase);
    expect(decide(stopped, input.start).effects, told(story)).toEqual(['spawn']);
  }
});

it('waits in no state for what nobody brings about: a process, a person or a timer goes on from each', () => {
  for (const { state, story } of reachable().values()) {
    const ways: readonly MachineInput[] = [
      ...(state.phase === 'stopped' || state.phase === 'failed' ? [input.start] : []),
      ...(state.phase === 'starting' ? [input.ready, input.exited] : []),
      ...(state.phase === 'idle' ? [input.give('c'), input.exited] : []),
      ...(state.phase === 'working' ? [state.turn === null ? input.settled : input.result(), input.exited] : []),
      ...(state.phase === 'stopping' ? [input.ended] : []),
    ];
    for (const way of ways) {
      const { events } = decide(state, way);
      expect(events.reduce(evolve, state).phase === state.phase && !closes(events), `${told(story)}: ${way.type}`).toBe(
        false,
      );
    }
    if (isAlive(state)) expect(decide(state, input.stop).effects, told(story)).toEqual(['end']);
  }
});

const closes = (events: readonly { readonly type: string }[]): boolean =>
  events.some(({ type }) => type === 'turnClosed');
