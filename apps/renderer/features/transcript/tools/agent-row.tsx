import { Bot } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { EntryOf } from '../../../../shared/models/entry.ts';
import { useApp, useFleet } from '../../../app-context.tsx';
import { Markdown } from '../../../components/markdown.tsx';
import { visibleText } from '../../../components/visible-text.ts';
import type { TranscriptRow } from '../../../stores/transcript-rows.ts';
import { ClippedNote } from '../clipped-note.tsx';
import { FoldLine } from '../fold.tsx';
import { ForkAction } from '../fork-action.tsx';
import { LongText } from '../long-text.tsx';
import { usePlace } from '../transcript-place.tsx';
import { countSteps, reportOf, stateOfAgent } from './agent-work.ts';
import { textOf } from './json-parts.ts';
import { ToolOutput } from './output-section.tsx';
import { ToolCopies } from './tool-copies.tsx';
import type { Fact } from './tool-facts.ts';
import { ToolLine } from './tool-line.tsx';
import classes from './tool-row.module.css';
import { summarizeTool } from './tool-summary.ts';

/** A subagent in one line, with how far it is. Unfolded, what it did stands in rows of their own below. */
export function AgentRow({ row, use }: { readonly row: TranscriptRow; readonly use: EntryOf<'toolUse'> }) {
  const { t } = useTranslation();
  const { transcripts } = useApp();
  const { instanceId } = usePlace();
  const open = useStore(transcripts.of(instanceId), ({ unfolded }) => unfolded.has(row.key));
  const goesOn = useFleet(({ instances }) => (instances[instanceId]?.backgroundTasks ?? 0) > 0);
  const state = stateOfAgent(row, goesOn);
  const steps = countSteps(row.children);
  const words = {
    running: [],
    background: [{ text: t('transcript.inBackground') }],
    done: [],
    failed: [{ text: t('transcript.failedTool'), tone: 'bad' }],
  } satisfies Record<typeof state, readonly Fact[]>;
  const facts: readonly Fact[] = [
    ...(steps.count === 0 ? [] : [{ text: t('transcript.steps', { count: steps.count }) }]),
    ...words[state],
  ];
  const kind = textOf(use.input['subagent_type']);
  const summary = summarizeTool(use.name, use.input);
  const busy = state === 'running' || state === 'background';
  return (
    <FoldLine
      open={open}
      onToggle={() => transcripts.unfold(instanceId, row.key, !open)}
      actions={
        <>
          <ToolCopies use={use} seq={row.seq} result={row.result} />
          <ForkAction entry={row.result?.entry ?? null} seq={row.result?.seq ?? row.seq} />
        </>
      }
      summary={
        <ToolLine icon={Bot} summary={summary} facts={facts} failed={state === 'failed'} running={busy}>
          <span className={classes.words}>
            {kind !== '' && <span className={classes.server}>{visibleText(kind)}</span>}
            {visibleText(summary.line)}
            {busy && !open && steps.latest !== '' && (
              <span className={classes.latest}> · {visibleText(steps.latest)}</span>
            )}
          </span>
        </ToolLine>
      }
    >
      {() => <AgentDetails row={row} use={use} />}
    </FoldLine>
  );
}

function AgentDetails({ row, use }: { readonly row: TranscriptRow; readonly use: EntryOf<'toolUse'> }) {
  const { t } = useTranslation();
  const { result } = row;
  const report = result === null || result.entry.isError ? '' : reportOf(result.entry);
  return (
    <>
      <div className={classes.section}>
        <span className={classes.heading}>{t('transcript.order')}</span>
        <LongText name={use.id} text={textOf(use.input['prompt'])} lines={12} mono={false} />
      </div>
      {use.clipped === true && <ClippedNote seq={row.seq} />}
      {result?.entry.isError === true && <ToolOutput entry={result.entry} seq={result.seq} tool={use.name} />}
      {report !== '' && (
        <div className={classes.section}>
          <span className={classes.heading}>{t('transcript.report')}</span>
          <Markdown text={report} />
        </div>
      )}
    </>
  );
}
