import { memo } from 'react';
import { Brain, CircleHelp, Reply } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { CodeBlock } from '../../components/code-block.tsx';
import { CopyAction } from '../../components/copy-action.tsx';
import { FeatureBoundary } from '../../components/feature-boundary.tsx';
import { Markdown } from '../../components/markdown.tsx';
import type { TranscriptRow } from '../../stores/transcript-rows.ts';
import { BrokenEntry } from './broken-entry.tsx';
import { ClippedNote } from './clipped-note.tsx';
import classes from './entry.module.css';
import { Fold } from './fold.tsx';
import { ForkAction } from './fork-action.tsx';
import { LongText } from './long-text.tsx';
import { NoticeLine } from './notice-line.tsx';
import { OutcomeLine } from './outcome-line.tsx';
import { PromptCard } from './prompt-card.tsx';
import { AgentRow } from './tools/agent-row.tsx';
import { ToolOutput } from './tools/output-section.tsx';
import { ResultCopy } from './tools/tool-copies.tsx';
import { kindOfTool } from './tools/tool-kind.ts';
import { ToolRow } from './tools/tool-row.tsx';

interface Props {
  readonly row: TranscriptRow;
  readonly simulated: boolean;
  /** The prompt of the task that a link asked for. */
  readonly marked: boolean;
  /** Somebody has gone to it who looks for something. */
  readonly found: boolean;
}

/** One row of the transcript; rendered again only when the row itself changes. */
export const EntryRow = memo(function EntryRow({ row, simulated, marked, found }: Props) {
  const { entry } = row;
  const clippedHere = entry.clipped === true && entry.kind !== 'toolUse' && entry.kind !== 'toolResult';
  const body = (
    <FeatureBoundary about={row.key} fallback={<BrokenEntry />}>
      <EntryBody row={row} simulated={simulated} />
      {clippedHere && <ClippedNote seq={row.seq} />}
    </FeatureBoundary>
  );
  return (
    <div
      className={classes.row}
      data-kind={entry.kind}
      data-row={row.key}
      data-marked={marked || undefined}
      data-found={found || undefined}
    >
      {row.depth === 0 ? (
        body
      ) : (
        <div className={classes.nested} style={{ marginLeft: Math.min(row.depth, 4) * 14 }}>
          {body}
        </div>
      )}
    </div>
  );
});

function EntryBody({ row, simulated }: Pick<Props, 'row' | 'simulated'>) {
  const { t } = useTranslation();
  const { entry } = row;
  switch (entry.kind) {
    case 'prompt':
      return <PromptCard entry={entry} seq={row.seq} />;
    case 'text':
      return (
        <div className={classes.message}>
          <Markdown text={entry.text} />
          <span className={classes.copy}>
            <ForkAction entry={entry} seq={row.seq} />
            <CopyAction text={entry.text} label={t('transcript.copyMessage')} />
          </span>
        </div>
      );
    case 'thinking':
      return (
        <Fold
          name={row.key}
          summary={
            <>
              <Brain size={14} aria-hidden /> <span className={classes.dim}>{t('transcript.thinking')}</span>
            </>
          }
        >
          {() => (
            <div className={classes.thinking}>
              <LongText name={row.key} text={entry.text} mono={false} lines={40} />
            </div>
          )}
        </Fold>
      );
    case 'toolUse':
      return kindOfTool(entry.name) === 'agent' ? (
        <AgentRow row={row} use={entry} />
      ) : (
        <ToolRow use={entry} seq={row.seq} result={row.result} />
      );
    case 'toolResult':
      return (
        <Fold
          name={row.key}
          actions={<ResultCopy entry={entry} seq={row.seq} />}
          summary={
            <>
              <Reply size={14} aria-hidden /> <span className={classes.dim}>{t('transcript.result')}</span>
            </>
          }
        >
          {() => <ToolOutput entry={entry} seq={row.seq} tool={t('transcript.result')} />}
        </Fold>
      );
    case 'outcome':
      return <OutcomeLine entry={entry} simulated={simulated} />;
    case 'notice':
      return <NoticeLine entry={entry} />;
    case 'unknown':
      return (
        <Fold
          name={row.key}
          summary={
            <>
              <CircleHelp size={14} aria-hidden />
              <span className={classes.dim}>{t('transcript.unknown', { type: entry.type })}</span>
            </>
          }
        >
          {() => <CodeBlock code={JSON.stringify(entry.raw, null, 2)} language="json" />}
        </Fold>
      );
    default:
      return entry satisfies never;
  }
}
