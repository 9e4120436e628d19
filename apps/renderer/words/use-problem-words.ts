import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { instanceStatuses } from '../../shared/models/instance.ts';
import { fillIn, type ProblemPart, problemParts, type Values } from '../../shared/models/problem-parts.ts';
import type { Problem } from '../../shared/models/problem.ts';
import { common } from './ko/common.ts';
import { koreanParts } from './ko/problem-parts.ts';
import { koreanProblems } from './ko/problems.ts';

interface Words {
  readonly message: string;
  readonly hint: string;
}

/** A problem's sentences in a language. English comes with the problem itself. */
export function problemIn(language: string, problem: Problem): Words {
  if (!language.startsWith('ko')) return problem;
  const words = koreanProblems[problem.code];
  const values = inKorean(problem.params);
  return { message: fillIn(words.message, values), hint: fillIn(words.hint, values) };
}

/** Gives a problem's sentences in the window's language. */
export function useProblemWords(): (problem: Problem) => Words {
  const { i18n } = useTranslation();
  const { language } = i18n;
  return useCallback((problem: Problem) => problemIn(language, problem), [language]);
}

/** What people, files and programs are called stays as it is: only what the tower says in words of its own is in other words. */
function inKorean(params: Values): Values {
  const { status, ...rest } = params;
  const said = instanceStatuses.find((each) => each === status);
  return {
    ...Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, partInKorean(name, value)])),
    ...(status === undefined ? {} : { status: said === undefined ? status : common.status[said] }),
  };
}

function partInKorean(name: string, value: string | number): string | number {
  if (name === 'name') return value === problemParts.thisInstance ? koreanParts.thisInstance : value;
  return typeof value === 'string' && (name === 'reason' || name === 'what') ? partIn('ko', value) : value;
}

/** What the tower says in words of its own, in a language; anything else as it is. */
export function partIn(language: string, text: string): string {
  if (!language.startsWith('ko')) return text;
  for (const { part, pattern } of partPatterns) {
    const found = pattern.exec(text);
    if (found !== null) return fillIn(koreanParts[part], found.groups ?? {});
  }
  return text;
}

const partPatterns = (Object.keys(problemParts) as ProblemPart[]).map((part) => ({
  part,
  pattern: new RegExp(`^${problemParts[part].replaceAll('.', '\\.').replace(/\{(\w+)\}/g, '(?<$1>.*)')}$`, 's'),
}));
