import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateTokens, roughly } from '../../../apps/shared/models/prompt-length.ts';

describe('the estimate of a prompt’s tokens', () => {
  it('takes four characters of English for a token, and one of other scripts', () => {
    expect(estimateTokens('')).toBe(0);
    expect(estimateTokens('All work and no play')).toBe(5);
    expect(estimateTokens('안녕하세요')).toBe(5);
  });

  it('is never more than the characters, and grows with the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
        expect(estimateTokens(one)).toBeLessThanOrEqual(one.length);
        expect(estimateTokens(one + other)).toBeGreaterThanOrEqual(estimateTokens(one));
      }),
    );
  });
});

it.each([
  [0, '0'],
  [7, '7'],
  [96, '96'],
  [1234, '1,200'],
  [2_621_440, '2,600,000'],
])('says of %d roughly %s', (count, words) => {
  expect(roughly(count)).toBe(words);
});
