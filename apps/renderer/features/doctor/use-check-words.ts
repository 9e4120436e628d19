import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { DoctorCheck, DoctorFinding } from '../../../shared/models/doctor.ts';
import { useFleet } from '../../app-context.tsx';
import { formatBytes, shortenHome } from '../../components/format.ts';
import { plainText } from '../../components/plain-text.ts';
import { doctor } from '../../words/en/doctor.ts';
import { partIn, useProblemWords } from '../../words/use-problem-words.ts';
import type { CheckWords } from './report-text.ts';

type NextKey = keyof typeof doctor.next;
const hasNext = (finding: DoctorFinding): finding is DoctorFinding & NextKey => finding in doctor.next;

/** Puts checks into words: sizes and times as people write them, the home as `~`. */
export function useCheckWords(): (check: DoctorCheck) => CheckWords {
  const { t, i18n } = useTranslation();
  const { language } = i18n;
  const problemWords = useProblemWords();
  const home = useFleet((state) => state.host?.homeDirectory);
  return useCallback(
    ({ id, outcome, finding, params, problem }: DoctorCheck) => {
      const value = (name: string): string => readable(name, params[name] ?? '', language, home);
      const told = problem === null ? null : problemWords(problem);
      const detail = problem?.detail ?? null;
      return {
        name: t(`doctor.name.${id}`),
        outcome: t(`doctor.outcome.${outcome}`),
        evidence: t(`doctor.found.${finding}`, {
          path: value('path'),
          version: value('version'),
          oldest: value('oldest'),
          newest: value('newest'),
          how: value('how'),
          freeBytes: value('freeBytes'),
          sizeBytes: value('sizeBytes'),
          number: value('number'),
          newestAt: value('newestAt'),
          lastAt: value('lastAt'),
          nextAt: value('nextAt'),
          pid: value('pid'),
          pids: value('pids'),
          reason: value('reason'),
          seconds: value('seconds'),
        }),
        message: told?.message ?? null,
        next: told?.hint ?? (hasNext(finding) ? t(`doctor.next.${finding}`) : null),
        detail: detail === null || detail === '' ? null : plainText(detail),
      };
    },
    [t, language, problemWords, home],
  );
}

function readable(name: string, value: string | number, language: string, home: string | undefined): string {
  if (typeof value === 'string') return shortenHome(plainText(partIn(language, value)), home);
  if (name.endsWith('Bytes')) return formatBytes(value);
  if (name.endsWith('At')) return new Date(value).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' });
  return String(value);
}
