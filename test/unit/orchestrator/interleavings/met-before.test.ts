import { expect, it } from 'vitest';
import { play } from './play.ts';
import { readStory } from './steps.ts';

/** Stories that once ended badly. A new one is what the property test prints of a fault. */
const met: readonly (readonly [name: string, story: string])[] = [
  ['a stop that comes during a restart counts', 'fresh, submit 1 0, restart 1 0, stop 1 0, spawned 0 0, answering'],
  [
    'a stop that comes during a new session counts',
    'fresh, start 0 0, spawned 0 0, ready 0 0, newSession 0 0, stop 0 0, answering',
  ],
  [
    'a turn of the CLI that comes between leaves the task its instance',
    'atWork, resultUnasked 0 0, asksOfAgent 0 0, answering',
  ],
  ['the silence after the clock was set back is a stall in time', 'atWork, back 0 11, silent'],
  [
    'so it is where the clock is set back as the turn begins',
    'fresh, submit 0 0, spawned 0 0, back 0 11, ready 0 0, silent',
  ],
  [
    'an instance that comes to a limited account is told that it waits',
    'fresh, minutes 0 1, submit 0 0, spawned 0 0, ready 0 0, result 0 9, model 0 0, kill 0 0, delete 0 0, create 0 0, submit 3 0, answering',
  ],
  ['a stop during a recovery counts', 'atWork, recoverInterrupt 0 0, stop 0 0, ladderEnds 0 0, answering'],
  ['a stop during the restart of a recovery counts', 'atWork, recoverRestart 0 0, stop 0 0, ladderEnds 0 0, answering'],
  ['a deletion during a recovery counts', 'atWork, recoverRestart 0 0, delete 0 0, ladderEnds 0 0, answering'],
  ['what is cancelled while its CLI ends is cancelled', 'atWork, recoverRestart 0 0, cancel 0 0, answering'],
  [
    'what is cancelled during a recovery does not go on where its turn fails',
    'atWork, recoverInterrupt 0 0, cancel 0 0, pauseTower 0 0, resultNamingNone 0 9, answering',
  ],
  [
    'nor where it is recovered after it was cancelled',
    'atWork, cancel 0 0, recoverRestart 0 0, result 0 1, pauseInstance 0 0, answering',
  ],
  ['a stop that was acknowledged outlives a crash', 'atWork, stop 0 0, ladderEnds 0 0, kill 0 0, answering'],
  [
    'work that comes while an instance is deleted does not bring it up for ever',
    'atWork, delete 0 0, submit 0 0, ladderEnds 0 0, spawned 0 0, answering',
  ],
];

it.each(met)('%s', async (_, story) => {
  expect(await play(readStory(story))).toBeNull();
});
