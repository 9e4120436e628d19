import { describe, expect, it } from 'vitest';
import { figure, median, percentile, table } from '../../../bench/figures.ts';
import { StampReader } from '../../../bench/parts/stamp-reader.ts';

describe('a figure', () => {
  it.each([
    [1, { atLeast: 1 }, true],
    [0.999, { atLeast: 1 }, false],
    [39.9, { below: 40 }, true],
    [40, { below: 40 }, false],
    [300, { atMost: 300 }, true],
    [300.1, { atMost: 300 }, false],
    [NaN, { below: 40 }, false],
    [-Infinity, { below: 40 }, false],
  ])('of %d with %o wanted is judged', (value, wanted, met) => {
    expect(figure(value, 'ms', 'something', wanted).met).toBe(met);
  });

  it('of which nothing is wanted is not judged', () => {
    expect(figure(5, 'MB', 'memory')).toMatchObject({ value: 5, wanted: null, met: null });
  });

  it('stands in the table with its verdict', () => {
    const lines = table({ slow: figure(50, 'ms', 'how long', { below: 40 }), plain: figure(1, 'MB', 'how much') });
    expect(lines).toMatch(/slow +50 +ms +< 40 +NOT MET +how long/);
    expect(lines).toMatch(/plain +1 +MB +how much/);
  });
});

it('takes percentiles and medians', () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect([percentile(values, 50), percentile(values, 99), percentile(values, 100)]).toEqual([50, 99, 100]);
  expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([7])]).toEqual([2, 2.5, 7]);
  expect(percentile([], 99)).toBeNaN();
});

describe('the stamps of a stream', () => {
  const delta = (instanceId: string, text: string) => ({
    durable: [],
    passing: [
      {
        type: 'transcript.delta' as const,
        data: {
          instanceId,
          messageId: 'm',
          blockIndex: 0,
          parentToolUseId: null,
          kind: 'text' as const,
          name: null,
          text,
        },
      },
    ],
  });

  it('are counted by instance, and ages only while they are asked for', () => {
    const stamps = new StampReader();
    stamps.take(delta('a', '0@1.000 1@2.000 '));
    stamps.begin();
    stamps.take(delta('a', '2@3.000 '));
    stamps.take(delta('b', '0@3.000 1@3.500 '));
    stamps.end();
    stamps.take(delta('b', '2@4.000 '));
    expect({ streaming: stamps.streaming, lost: stamps.lost, ages: stamps.ages.length }).toEqual({
      streaming: 2,
      lost: 0,
      ages: 3,
    });
  });

  it('are missed when one does not come', () => {
    const stamps = new StampReader();
    stamps.take(delta('a', '0@1.000 3@2.000 '));
    expect(stamps.lost).toBe(2);
  });
});
