import { expect, it } from 'vitest';
import { checkpointLimit } from '../../../apps/main/persistence/checkpoint-limit.ts';

const page = 4096;

it.each([
  ['where there is room', 100_000 * page, 8000],
  ['where an eighth of the room is less', 8000 * page, 1000],
  ['on a disk that is full', 0, 100],
])('is the log brought over in time %s', (_, room, expected) => {
  expect(checkpointLimit(8000, room, page)).toBe(expected);
});

it('is never more than is usual', () => {
  expect(checkpointLimit(20, 0, page)).toBe(20);
});
