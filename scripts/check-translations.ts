import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { en } from '../apps/renderer/words/en/index.ts';
import { koreanParts } from '../apps/renderer/words/ko/problem-parts.ts';
import { koreanProblems } from '../apps/renderer/words/ko/problems.ts';
import { ko } from '../apps/renderer/words/ko/index.ts';
import { problemParts } from '../apps/shared/models/problem-parts.ts';
import { problemCodes } from '../apps/shared/models/problem.ts';
import { problemWords } from '../apps/shared/models/problem-words.ts';
import { findComplaints, flatten } from './translation-rules.ts';

/** Fails when a text of the window is missing, unused, or differs in its placeholders between the languages. */
const root = join(import.meta.dirname, '..');
const sources = globSync('apps/renderer/**/*.{ts,tsx}', { cwd: root })
  .filter((path) => !path.includes('/words/'))
  .map((path) => readFileSync(join(root, path), 'utf8'));

const complaints = [...findComplaints(flatten(en), flatten(ko), sources.join('\n'))];
const placeholders = (text: string): string => [...new Set(text.match(/\{\w+\}/g))].sort().join(' ');
for (const code of problemCodes) {
  const named = { message: problemWords[code].message, hint: problemWords[code].hint };
  const korean = { message: koreanProblems[code].message, hint: koreanProblems[code].hint };
  for (const part of ['message', 'hint'] as const) {
    if (korean[part].trim() === '') complaints.push(`ko: the ${part} of ${code} is empty`);
    if (placeholders(named[part]) !== placeholders(korean[part])) {
      complaints.push(`ko: the ${part} of ${code} has other placeholders than the English one`);
    }
  }
}
const koreanPart = new Map<string, string>(Object.entries(koreanParts));
for (const [name, english] of Object.entries(problemParts)) {
  if (placeholders(english) !== placeholders(koreanPart.get(name) ?? '')) {
    complaints.push(`ko: the part ${name} of a problem has other placeholders than the English one`);
  }
}
for (const path of globSync('apps/main/**/*.ts', { cwd: root })) {
  const literal = /problem\('[\w.]+', \{[^}]*\b(?:reason|what): '([^']*)'/.exec(readFileSync(join(root, path), 'utf8'));
  if (literal !== null)
    complaints.push(`${path}: "${literal[1] ?? ''}" has no Korean: make it a part (problem-parts.ts)`);
}

if (complaints.length > 0) process.stderr.write(`${complaints.join('\n')}\n`);
if (complaints.length > 0) process.exitCode = 1;
else
  process.stdout.write(
    `${flatten(en).size} texts and ${problemCodes.length} problems in 2 languages: all there, all used.\n`,
  );
