import { CircleCheck, CircleX, OctagonPause } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { EntryOf } from '../../../shared/models/entry.ts';
import { formatCost, formatCount, formatDuration } from '../../components/format.ts';
import { Markdown } from '../../components/markdown.tsx';
import { ProblemNote } from '../shell/problem-note.tsx';
import classes from './entry.module.css';

const icons = { completed: CircleCheck, failed: CircleX, interrupted: OctagonPause } as const;

/** The end of a turn: how it ended, what it took, and what went wrong. */
export function OutcomeLine({ entry, simulated }: { readonly entry: EntryOf<'outcome'>; readonly simulated: boolean }) {
  const { t } = useTranslation();
  const Icon = icons[entry.status];
  const words = {
    completed: t('transcript.completed'),
    failed: t('transcript.failedTurn'),
    interrupted: t('transcript.interrupted'),
  };
  const { usage } = entry;
  const input = usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens;
  return (
    <div>
      {entry.text !== null && entry.text !== '' && <Markdown text={entry.text} />}
      {entry.problem !== null && entry.status === 'failed' && <ProblemNote problem={entry.problem} recorded />}
      <div className={classes.outcome}>
        <span className={classes.outcomeWord} data-status={entry.status}>
          <Icon size={13} aria-hidden /> {words[entry.status]}
        </span>
        <span>{formatDuration(entry.durationMs)}</span>
        <span>{formatCost(usage.costUsd)}</span>
        <span>{t('transcript.tokens', { input: formatCount(input), output: formatCount(usage.outputTokens) })}</span>
        <span>{t('transcript.rounds', { count: entry.rounds })}</span>
        {simulated && <span>{t('transcript.simulated')}</span>}
      </div>
    </div>
  );
}
