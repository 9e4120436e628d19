import { describe, expect, it } from 'vitest';
import {
  isStored,
  keyStepOf,
  secretVariables,
  untouchedKey,
} from '../../../apps/renderer/features/instance-form/key-draft.ts';

const key = 'sk-ant-api03-key-of-a-test';
const typed = { intent: 'enter', typed: ` ${key}\n`, store: null } as const;

describe('what saving does about a key', () => {
  it('stores by itself only what a keyring seals', () => {
    expect(keyStepOf(typed, 'keyring')).toEqual({ kind: 'set', key, place: 'keyring' });
    expect(keyStepOf(typed, 'obfuscated')).toEqual({ kind: 'set', key, place: 'memory' });
    expect(keyStepOf(typed, 'none')).toEqual({ kind: 'set', key, place: 'memory' });
  });

  it('does as the person ticked, as far as the host can', () => {
    expect(keyStepOf({ ...typed, store: false }, 'keyring')).toMatchObject({ place: 'memory' });
    expect(keyStepOf({ ...typed, store: true }, 'obfuscated')).toMatchObject({ place: 'obfuscated' });
    expect(keyStepOf({ ...typed, store: true }, 'none')).toMatchObject({ place: 'memory' });
    expect(isStored({ store: true }, 'none')).toBe(false);
  });

  it('changes nothing when nothing was typed, and takes away only when told', () => {
    expect(keyStepOf(untouchedKey, 'keyring')).toEqual({ kind: 'none' });
    expect(keyStepOf({ ...typed, typed: '  ' }, 'keyring')).toEqual({ kind: 'none' });
    expect(keyStepOf({ ...typed, intent: 'remove' }, 'keyring')).toEqual({ kind: 'remove' });
  });

  it.each(['short', 'with a blank', 'with"quote', 'with\\backslash', 'ключ-api', 'x'.repeat(4097)])(
    'refuses %j before it is sent',
    (text) => expect(keyStepOf({ ...typed, typed: text }, 'keyring')).toEqual({ kind: 'invalid' }),
  );
});

it('finds the variables that look like secrets', () => {
  const environment = [
    'ANTHROPIC_API_KEY=sk-1',
    'ANTHROPIC_AUTH_TOKEN=x',
    'GITHUB_TOKEN=x',
    'client_secret=x',
    'EMPTY_KEY=',
    'KEYBOARD=us',
    'MAX_TOKENS=5',
    'LANG=C',
    'nonsense',
  ];
  expect(secretVariables(environment.join('\n'))).toEqual([
    'ANTHROPIC_API_KEY',
    'ANTHROPIC_AUTH_TOKEN',
    'GITHUB_TOKEN',
    'client_secret',
  ]);
});
