import { expect, it } from 'vitest';
import { StderrLines } from '../../../apps/main/claude/stderr-lines.ts';

const secret = 'sk-a-secret-of-24-signs!';
const clean = (text: string): string => text.replaceAll(secret, '[redacted]');

it('takes a secret out that comes in pieces, and one that would be cut in two', () => {
  const seen: string[] = [];
  const lines = new StderrLines((line) => seen.push(line), clean);
  for (const piece of ['one ', secret.slice(0, 9), secret.slice(9), '\n']) lines.push(Buffer.from(piece));
  expect(seen).toEqual(['one [redacted]']);
  // So that the limit of 16 K falls into the middle of it, wherever it begins.
  lines.push(Buffer.from(`${secret} ${'x'.repeat(16 * 1024 - 12)}\n`));
  lines.push(Buffer.from('y'));
  const last = lines.end();
  expect(`${last} ${seen.join(' ')}`).not.toContain(secret.slice(12));
  expect(last.endsWith('x\ny')).toBe(true);
});
