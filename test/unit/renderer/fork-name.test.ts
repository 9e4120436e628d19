import fc from 'fast-check';
import { expect, it } from 'vitest';
import { forkName } from '../../../apps/renderer/features/fleet/fork-name.ts';
import { instanceSettingsSchema } from '../../../apps/shared/models/instance.ts';

it.each([
  ['Shop', 'Shop (fork)'],
  ['Shop (fork)', 'Shop (fork)'],
  ['Shop (fork) 12', 'Shop (fork)'],
  ['Shop (fork) of mine', 'Shop (fork) of mine (fork)'],
  [' (fork)', ' (fork) (fork)'],
])('a fork of %j is called %j', (name, fork) => {
  expect(forkName(name, ' (fork)')).toBe(fork);
});

it('is a name that an instance may have', () => {
  const names = fc.string({ minLength: 1, maxLength: 120 }).filter((name) => name.trim() !== '');
  const { name: schema } = instanceSettingsSchema.unwrap().shape;
  fc.assert(fc.property(names, (name) => schema.safeParse(forkName(name.trim(), ' (분기)')).success));
});
