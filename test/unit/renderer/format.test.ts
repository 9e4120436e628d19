import { describe, expect, it } from 'vitest';
import { formatDuration, formatSeconds } from '../../../apps/renderer/components/format.ts';

describe('lengths of time', () => {
  it.each([
    [400, '0.4 s', '0.4초'],
    [9_940, '9.9 s', '9.9초'],
    [9_960, '10 s', '10초'],
    [59_400, '59 s', '59초'],
    [59_600, '1 min 0 s', '1분 0초'],
    [185_000, '3 min 5 s', '3분 5초'],
    [239_700, '4 min 0 s', '4분 0초'],
    [3_599_600, '1 h 0 min', '1시간 0분'],
    [7_440_000, '2 h 4 min', '2시간 4분'],
  ])('%d ms', (milliseconds, english, korean) => {
    expect(formatDuration(milliseconds, 'en')).toBe(english);
    expect(formatDuration(milliseconds, 'ko-KR')).toBe(korean);
  });

  it('are whole seconds where nobody wants tenths', () => {
    expect([formatSeconds(3, 'en'), formatSeconds(3, 'ko')]).toEqual(['3 s', '3초']);
  });
});
