import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../shared/models/problem.ts';
import { koreanProblems } from './ko/problems.ts';

interface Words {
  readonly message: string;
  readonly hint: string;
}

const fill = (text: string, params: Problem['params']): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''));

/** A problem's sentences in a language. English comes with the problem itself. */
export function problemIn(language: string, problem: Problem): Words {
  if (!language.startsWith('ko')) return problem;
  const words = koreanProblems[problem.code];
  return { message: fill(words.message, problem.params), hint: fill(words.hint, problem.params) };
}

/** Gives a problem's sentences in the window's language. */
export function useProblemWords(): (problem: Problem) => Words {
  const { i18n } = useTranslation();
  const { language } = i18n;
  return useCallback((problem: Problem) => problemIn(language, problem), [language]);
}
