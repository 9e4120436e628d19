import { describe, expect, it } from 'vitest';
import {
  announced,
  atWork,
  expectedOf,
  input,
  interrupted,
  outcomeOf,
  settling,
  tell,
  up,
  type Race,
} from './machine-story.ts';

const { start, ready, give, began, result, runs, asked, askedByAgent, answered } = input;
const { interrupt, cancel, hopeless, stop, exited, ended, endedWithRest } = input;

const life: readonly Race[] = [
  { name: 'start spawns', story: [start], events: ['starting'], effects: ['spawn'], phase: 'starting' },
  { name: 'start twice spawns once', story: [start, start], events: [], phase: 'starting' },
  { name: 'start when up is nothing', story: [...up, start], events: [], phase: 'idle' },
  { name: 'start while stopping is nothing', story: [...up, stop, start], events: [], phase: 'stopping' },
  { name: 'ready makes it idle', story: up, events: ['started'], phase: 'idle' },
  { name: 'ready twice is nothing', story: [...up, ready], events: [], phase: 'idle' },
  { name: 'ready after a stop is too late', story: [start, stop, ready], events: [], phase: 'stopping' },
  { name: 'stop when stopped is nothing', story: [stop], events: [], phase: 'stopped' },
  {
    name: 'stop while starting ends it',
    story: [start, stop],
    events: ['stopping'],
    effects: ['end'],
    phase: 'stopping',
  },
  { name: 'stop when idle ends it', story: [...up, stop], events: ['stopping'], effects: ['end'], phase: 'stopping' },
  { name: 'stop at work ends it', story: [...atWork, stop], events: ['stopping'], effects: ['end'], phase: 'stopping' },
  { name: 'stop twice ends once', story: [...atWork, stop, stop], events: [], phase: 'stopping' },
  {
    name: 'stop of a failed one clears the failure',
    story: [start, exited, ended, stop],
    events: ['stopped'],
    phase: 'stopped',
  },
  {
    name: 'a failed one can be started',
    story: [start, exited, ended, start],
    events: ['starting'],
    effects: ['spawn'],
    phase: 'starting',
  },
];

const exits: readonly Race[] = [
  {
    name: 'exit while starting',
    story: [start, exited],
    events: ['stopping cli.exited'],
    effects: ['end'],
    phase: 'stopping',
  },
  {
    name: 'exit when idle',
    story: [...up, exited],
    events: ['stopping cli.exited'],
    effects: ['end'],
    phase: 'stopping',
  },
  {
    name: 'exit at work cuts the turn off',
    story: [...atWork, exited],
    events: ['stopping cli.exited', 'close a interrupted task.interruptedByExit'],
    effects: ['end'],
    phase: 'stopping',
  },
  {
    name: 'exit while a person is asked withdraws the question',
    story: [...atWork, asked('r'), askedByAgent('s'), exited],
    events: ['stopping cli.exited', 'withdraw r+s', 'close a interrupted task.interruptedByExit'],
    effects: ['end'],
    phase: 'stopping',
  },
  {
    name: 'exit while settling',
    story: [...settling, exited],
    events: ['stopping cli.exited'],
    effects: ['end'],
    phase: 'stopping',
  },
  { name: 'exit when stopped is nothing', story: [exited], events: [], phase: 'stopped' },
  { name: 'exit after the failure is nothing', story: [...up, exited, ended, exited], events: [], phase: 'failed' },
  { name: 'exit twice is one failure', story: [...up, exited, exited], events: [], phase: 'stopping' },
  {
    name: 'exit while stopping was asked for',
    story: [...atWork, stop, exited],
    events: ['close a interrupted task.stopped'],
    phase: 'stopping',
  },
  {
    name: 'exit of a hopeless turn fails it for its reason',
    story: [...atWork, hopeless, exited],
    events: ['stopping cli.exited', 'close a failed api.invalidKey'],
    effects: ['end'],
    phase: 'stopping',
  },
  { name: 'the tree is gone after a stop', story: [...up, stop, exited, ended], events: ['stopped'], phase: 'stopped' },
  {
    name: 'the tree is gone after an exit',
    story: [...up, exited, ended],
    events: ['failed cli.exited'],
    phase: 'failed',
  },
  {
    name: 'what cannot be ended is a failure, and its turn is over',
    story: [...atWork, stop, endedWithRest],
    events: ['close a interrupted task.stopped', 'failed cli.stopIncomplete'],
    phase: 'failed',
  },
  {
    name: 'the tree is gone before the exit was noticed',
    story: [...atWork, stop, ended],
    events: ['close a interrupted task.stopped', 'stopped'],
    phase: 'stopped',
  },
  { name: 'the end of a tree that nobody ends is nothing', story: [...up, ended], events: [], phase: 'idle' },
];

const stops: readonly Race[] = [
  {
    name: 'interrupt',
    story: [...atWork, interrupt],
    events: ['stop for interrupt'],
    effects: ['interrupt'],
    phase: 'working',
  },
  { name: 'interrupt when idle is nothing', story: [...up, interrupt], events: [], phase: 'idle' },
  { name: 'interrupt while settling is nothing', story: [...settling, interrupt], events: [], phase: 'working' },
  { name: 'interrupt while stopping is nothing', story: [...atWork, stop, interrupt], events: [], phase: 'stopping' },
  {
    name: 'an interrupt before the turn began is sent again when it does',
    story: [...up, give('a'), interrupt, began()],
    events: ['turnBegan'],
    effects: ['interrupt'],
    phase: 'working',
  },
  {
    name: 'by whatever sign',
    story: [...up, give('a'), interrupt, runs],
    events: ['runs', 'turnBegan'],
    effects: ['interrupt'],
    phase: 'working',
  },
  { name: 'and once only', story: [...up, give('a'), interrupt, runs, began()], events: [], phase: 'working' },
  {
    name: 'a person who interrupts again is heard again',
    story: [...atWork, interrupt, interrupt],
    events: [],
    effects: ['interrupt'],
    phase: 'working',
  },
  {
    name: 'giving up counts for more than interrupting',
    story: [...atWork, interrupt, cancel],
    events: ['stop for cancel'],
    effects: ['interrupt'],
    phase: 'working',
  },
  {
    name: 'and is not taken back by interrupting',
    story: [...atWork, cancel, interrupt],
    events: [],
    effects: ['interrupt'],
    phase: 'working',
  },
  {
    name: 'what is given up while its CLI is being ended has been given up',
    story: [...atWork, stop, cancel],
    events: ['stop for cancel'],
    phase: 'stopping',
  },
  { name: 'once is enough for that', story: [...atWork, stop, cancel, cancel], events: [], phase: 'stopping' },
  {
    name: 'and there is nothing to interrupt then',
    story: [...atWork, stop, interrupt],
    events: [],
    phase: 'stopping',
  },
  {
    name: 'a hopeless turn is interrupted',
    story: [...atWork, hopeless],
    events: ['stop for hopeless'],
    effects: ['interrupt'],
    phase: 'working',
  },
  { name: 'once', story: [...atWork, hopeless, hopeless], events: [], phase: 'working' },
  {
    name: 'and has failed, whatever the CLI calls it',
    story: [...atWork, hopeless, result(interrupted)],
    events: ['close a failed api.invalidKey', 'idle'],
    phase: 'idle',
  },
  {
    name: 'unless it succeeds after all',
    story: [...atWork, hopeless, result()],
    events: ['close a completed', 'idle'],
    phase: 'idle',
  },
  {
    name: 'or the person gives it up',
    story: [...atWork, hopeless, cancel],
    events: ['stop for cancel'],
    effects: ['interrupt'],
    phase: 'working',
  },
];

const requests: readonly Race[] = [
  { name: 'a question', story: [...atWork, asked('r')], events: ['ask r'], phase: 'working' },
  { name: 'the same twice is one', story: [...atWork, asked('r'), asked('r')], events: [], phase: 'working' },
  { name: 'its answer', story: [...atWork, asked('r'), answered('r')], events: ['answered r'], phase: 'working' },
  { name: 'an answer to nothing', story: [...atWork, answered('r')], events: [], phase: 'working' },
  {
    name: 'a question while stopping is not asked',
    story: [...atWork, stop, asked('r')],
    events: [],
    phase: 'stopping',
  },
  {
    name: 'a question of background work when idle',
    story: [...up, askedByAgent('r')],
    events: ['ask r'],
    phase: 'idle',
  },
  {
    name: 'what a turn asked ends with it',
    story: [...atWork, asked('r'), asked('s'), result()],
    events: ['withdraw r+s', 'close a completed', 'idle'],
    phase: 'idle',
  },
  {
    name: 'what a subagent asks does not',
    story: [...atWork, asked('r'), askedByAgent('s'), result()],
    events: ['withdraw r', 'close a completed', 'idle'],
    phase: 'idle',
  },
  {
    name: 'a stop withdraws all of it',
    story: [...atWork, asked('r'), askedByAgent('s'), stop],
    events: ['stopping', 'withdraw r+s'],
    effects: ['end'],
    phase: 'stopping',
  },
];

describe.each([
  ['life', life],
  ['exits', exits],
  ['stopping a turn', stops],
  ['requests', requests],
])('%s', (_, races) => {
  it.each(races)('$name', (race) => {
    expect(outcomeOf(race)).toEqual(expectedOf(race));
  });
});

it('forgets everything of a process when the next one starts', () => {
  expect(tell([...announced, asked('r'), interrupt, exited, ended, start]).state).toEqual({
    ...tell([start]).state,
  });
});
