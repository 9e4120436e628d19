import { describe, expect, it } from 'vitest';
import {
  announced,
  atWork,
  expectedOf,
  input,
  interrupted,
  outcomeOf,
  settling,
  up,
  type Race,
} from './machine-story.ts';
import type { MachineInput } from '../../../apps/main/orchestrator/instance-machine.ts';

const { start, give, began, result, resultFor, resultOfOwn, runs, rests, settled } = input;
const { interrupt, dropped, overdue, stop, exited, ended } = input;

const results: readonly Race[] = [
  {
    name: 'a result closes the turn',
    story: [...atWork, result()],
    events: ['close a completed', 'idle'],
    phase: 'idle',
  },
  {
    name: 'a result of a CLI that announces waits for its word',
    story: settling,
    events: ['close a completed'],
    effects: ['awaitIdle'],
    phase: 'working',
  },
  { name: 'which comes', story: [...settling, rests], events: ['rests', 'idle'], phase: 'idle' },
  { name: 'or does not', story: [...settling, settled], events: ['idle'], phase: 'idle' },
  {
    name: 'the word after the waiting is no second idle',
    story: [...settling, settled, rests],
    events: ['rests'],
    phase: 'idle',
  },
  {
    name: 'the time is over while the next turn runs',
    story: [...settling, rests, give('b'), settled],
    events: [],
    phase: 'working',
  },
  { name: 'a result when idle is a stray', story: [...up, result()], events: ['strayResult'], phase: 'idle' },
  {
    name: 'a second result is a stray',
    story: [...atWork, result(), result()],
    events: ['strayResult'],
    phase: 'idle',
  },
  {
    name: 'a second result while settling is a stray',
    story: [...settling, result()],
    events: ['strayResult'],
    phase: 'working',
  },
  { name: 'a result while starting is its way to refuse', story: [start, result()], events: [], phase: 'starting' },
  { name: 'a result after the end is nothing', story: [...up, exited, ended, result()], events: [], phase: 'failed' },
  {
    name: 'a result while stopping closes the turn',
    story: [...atWork, stop, result(interrupted)],
    events: ['close a interrupted turn.interrupted'],
    phase: 'stopping',
  },
  {
    name: 'a result that never comes, with rest announced, fails the turn',
    story: [...announced, rests],
    events: ['rests', 'close a failed turn.failed', 'idle'],
    phase: 'idle',
  },
  {
    name: 'rest announced before the turn began is that of the turn before',
    story: [...up, give('a'), rests],
    events: ['rests'],
    phase: 'working',
  },
  {
    name: 'rest announced without a run before is no sign',
    story: [...atWork, rests],
    events: ['rests'],
    phase: 'working',
  },
  {
    name: 'an unknown state is nothing',
    story: [...atWork, { type: 'sessionState', state: 'requires_action' }],
    events: [],
    phase: 'working',
  },
];

const foreign: readonly Race[] = [
  { name: 'a turn of its own opens one', story: [...up, began('x')], events: ['open own'], phase: 'working' },
  {
    name: 'and is closed by its result',
    story: [...up, began('x'), resultOfOwn()],
    events: ['close own completed', 'idle'],
    phase: 'idle',
  },
  {
    name: 'and by one of whatever prompt',
    story: [...up, began('x'), resultFor('z')],
    events: ['close own completed', 'idle'],
    phase: 'idle',
  },
  {
    name: 'a turn of its own while settling',
    story: [...settling, began('x')],
    events: ['open own'],
    phase: 'working',
  },
  {
    name: 'a prompt does not go to a CLI at its own work',
    story: [...up, began('x'), give('a')],
    events: [],
    phase: 'working',
  },
  {
    name: 'a marked result leaves our turn open',
    story: [...atWork, resultOfOwn()],
    events: ['foreign completed'],
    phase: 'working',
  },
  {
    name: 'a result for another prompt leaves our turn open',
    story: [...atWork, resultFor('z')],
    events: ['foreign completed'],
    phase: 'working',
  },
  {
    name: 'a result for ours among others closes it',
    story: [...atWork, resultFor('z', 'a')],
    events: ['close a completed', 'idle'],
    phase: 'idle',
  },
  {
    name: 'a named result counts for more than its mark',
    story: [...atWork, { ...resultFor('a'), originKind: 'peer' } as MachineInput],
    events: ['close a completed', 'idle'],
    phase: 'idle',
  },
  {
    name: 'rest between another turn and ours does not fail ours',
    story: [...announced, resultOfOwn(), rests],
    events: ['rests'],
    phase: 'working',
  },
  {
    name: 'ours begins after the other and is closed by its own result',
    story: [...announced, resultOfOwn(), rests, runs, began(), result()],
    events: ['close a completed'],
    effects: ['awaitIdle'],
    phase: 'working',
  },
  {
    name: 'an interrupt that hit the other turn is sent again',
    story: [...announced, interrupt, resultOfOwn(), rests, runs],
    events: ['runs', 'turnBegan'],
    effects: ['interrupt'],
    phase: 'working',
  },
  {
    name: 'a prompt that was dropped has no result to wait for',
    story: [...announced, interrupt, dropped('a')],
    events: ['close a interrupted turn.interrupted'],
    effects: ['awaitIdle'],
    phase: 'working',
  },
  {
    name: 'another prompt that was dropped is nothing',
    story: [...announced, dropped('z')],
    events: [],
    phase: 'working',
  },
];

const unresponsive: readonly Race[] = [
  {
    name: 'a turn that does not end after an interrupt is said not to react',
    story: [...atWork, interrupt, overdue('a')],
    events: ['turnUnresponsive'],
    phase: 'working',
  },
  {
    name: 'and ends as interrupted when it does react after all',
    story: [...atWork, interrupt, overdue('a'), result(interrupted)],
    events: ['close a interrupted turn.interrupted', 'idle'],
    phase: 'idle',
  },
  {
    name: 'a turn that ended in time has reacted',
    story: [...atWork, interrupt, result(interrupted), overdue('a')],
    events: [],
    phase: 'idle',
  },
  {
    name: 'the turn after it is not blamed for it',
    story: [...atWork, interrupt, result(interrupted), give('b'), overdue('a')],
    events: [],
    phase: 'working',
  },
  {
    name: 'what is being stopped need not react',
    story: [...atWork, interrupt, stop, overdue('a')],
    events: [],
    phase: 'stopping',
  },
];

describe.each([
  ['results', results],
  ['turns that do not react', unresponsive],
  ['turns that nobody asked for', foreign],
])('%s', (_, races) => {
  it.each(races)('$name', (race) => {
    expect(outcomeOf(race)).toEqual(expectedOf(race));
  });
});
