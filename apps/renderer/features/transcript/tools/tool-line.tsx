import type { ReactNode } from 'react';
import { LoaderCircle, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { visibleText } from '../../../components/visible-text.ts';
import { usePathWords } from '../transcript-place.tsx';
import type { Fact } from './tool-facts.ts';
import classes from './tool-row.module.css';
import type { ToolSummary } from './tool-summary.ts';

interface Props {
  readonly icon: LucideIcon;
  readonly summary: ToolSummary;
  readonly facts: readonly Fact[];
  readonly failed: boolean;
  readonly running: boolean;
  /** Stands in the place of the line. */
  readonly children?: ReactNode;
}

/** A tool's use in one line: what it is, what it was about, what came of it. */
export function ToolLine({ icon: Icon, summary, facts, failed, running, children }: Props) {
  const { t } = useTranslation();
  const shorten = usePathWords();
  const line = summary.file !== null && summary.line === summary.file ? shorten(summary.line) : summary.line;
  return (
    <span className={classes.summary}>
      <Icon size={14} className={classes.icon} data-failed={failed || undefined} aria-hidden />
      <span className={classes.name}>
        {summary.server !== null && <span className={classes.server}>{visibleText(summary.server)}</span>}
        {visibleText(summary.name)}
      </span>
      {children ?? (
        <span className={summary.isCode ? classes.line : classes.words} title={summary.file ?? undefined}>
          {visibleText(line)}
        </span>
      )}
      {facts.map(({ text, tone, name }, index) => (
        <span key={index} className={classes.fact} data-tone={tone} aria-label={name} role={name && 'img'} title={name}>
          {visibleText(text)}
        </span>
      ))}
      {running && (
        <LoaderCircle size={12} className={classes.running} role="img" aria-label={t('transcript.running')} />
      )}
    </span>
  );
}
