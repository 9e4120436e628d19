import { describe, expect, it } from 'vitest';
import { partIn, problemIn } from '../../../apps/renderer/words/use-problem-words.ts';
import { koreanParts } from '../../../apps/renderer/words/ko/problem-parts.ts';
import { part, type ProblemPart, problemParts } from '../../../apps/shared/models/problem-parts.ts';
import { problem } from '../../../apps/shared/models/problem-words.ts';

const parts = Object.keys(problemParts) as ProblemPart[];

describe("a problem's sentences in Korean", () => {
  it.each(parts)('say the part %s in Korean, with its values', (name) => {
    const values = { size: 256, list: 'allow', question: 'Which (.*) one?\nThis?', path: 'a/b' };
    const said = problemIn('ko', problem('api.failed', { reason: part(name, values) })).message;
    const words = koreanParts[name].split(/\{\w+\}/);
    for (const word of words) expect(said).toContain(word);
    for (const [, value] of problemParts[name].matchAll(/\{(\w+)\}/g)) {
      expect(said).toContain(String(values[value as keyof typeof values]));
    }
  });

  it('leave alone what the API, the system or a person says', () => {
    expect(problemIn('ko', problem('api.failed', { reason: 'it failed twice' })).message).toContain('it failed twice');
    expect(problemIn('ko', problem('instance.notRunning', { name: 'it failed' })).message).toContain('it failed');
  });

  it("say an instance's status, and which instance, in Korean", () => {
    expect(problemIn('ko', problem('instance.busy', { name: 'idle', status: 'stopping' })).message).toMatch(
      /^idle.*중지하는 중/,
    );
    const named = problemIn('ko', problem('cli.sessionMissing', { name: part('thisInstance') }));
    expect(`${named.message} ${named.hint}`).not.toContain('this instance');
  });

  it('are also in the evidence of the doctor', () => {
    expect(partIn('ko-KR', part('keyFromEnvironment'))).toBe(koreanParts.keyFromEnvironment);
    expect(partIn('en', part('keyFromEnvironment'))).toBe('API key from environment');
    expect(partIn('ko', '/home/ann/bin/claude')).toBe('/home/ann/bin/claude');
  });

  it('are the English ones in English', () => {
    expect(problemIn('en', problem('rules.notWritten', { path: '/p', reason: part('readOnly') })).message).toBe(
      '/p could not be written: it is read-only.',
    );
  });
});
