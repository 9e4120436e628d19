import { Circle, CircleCheck, CircleDot } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { EntryOf } from '../../../shared/models/entry.ts';
import { CodeBlock } from '../../components/code-block.tsx';
import { DiffView } from '../../components/diff-view.tsx';
import { Markdown } from '../../components/markdown.tsx';
import { plainText } from '../../components/plain-text.ts';
import type { TranscriptRow } from '../../stores/transcript-rows.ts';
import { ClippedNote } from './clipped-note.tsx';
import { diffOfTool } from './diff-lines.ts';
import { LongText } from './long-text.tsx';
import classes from './tool-row.module.css';
import { todosOf, type ToolKind } from './tool-summary.ts';

const todoIcons = { pending: Circle, in_progress: CircleDot, completed: CircleCheck } as const;

interface Props {
  readonly use: EntryOf<'toolUse'>;
  readonly seq: number;
  readonly result: TranscriptRow['result'];
  readonly kind: ToolKind;
}

/** What a tool was given and what it gave back, as suits the tool. */
export function ToolDetails({ use, seq, result, kind }: Props) {
  const diff = kind === 'edit' ? diffOfTool(use.input, result?.entry.structured ?? null) : null;
  const resultSaysMore = result !== null && (result.entry.isError || (kind !== 'edit' && kind !== 'todos'));
  return (
    <>
      <ToolInput use={use} kind={kind} hasDiff={diff !== null} />
      {diff !== null && <DiffView lines={diff} />}
      {use.clipped === true && <ClippedNote seq={seq} />}
      {resultSaysMore && <ToolOutput entry={result.entry} seq={result.seq} tool={use.name} />}
    </>
  );
}

function ToolInput({ use, kind, hasDiff }: { use: Props['use']; kind: ToolKind; hasDiff: boolean }) {
  const { t } = useTranslation();
  if (hasDiff || kind === 'read') return null;
  const { command, plan, prompt } = use.input;
  if (kind === 'command' && typeof command === 'string') return <CodeBlock code={command} language="bash" visible />;
  if (kind === 'plan' && typeof plan === 'string') return <Markdown text={plan} />;
  if (kind === 'agent' && typeof prompt === 'string')
    return <LongText name={use.id} text={prompt} lines={12} mono={false} />;
  if (kind === 'todos') {
    return (
      <ul className={classes.todos}>
        {todosOf(use.input).map((todo, index) => {
          const Icon = todoIcons[todo.status];
          return (
            <li key={index} data-status={todo.status}>
              <Icon size={13} aria-hidden /> {todo.text}
            </li>
          );
        })}
      </ul>
    );
  }
  return (
    <div className={classes.section}>
      <span className={classes.heading}>{t('transcript.input')}</span>
      <CodeBlock code={JSON.stringify(use.input, null, 2)} language="json" visible />
    </div>
  );
}

/** A tool's result: its text without terminal codes, and its pictures. */
export function ToolOutput({ entry, seq, tool }: { entry: EntryOf<'toolResult'>; seq: number; tool: string }) {
  const { t } = useTranslation();
  const text = plainText(entry.text);
  return (
    <div className={classes.section}>
      <span className={classes.heading}>{t('transcript.output')}</span>
      {text.trim() === '' && entry.images.length === 0 && (
        <span className={classes.heading}>{t('transcript.noOutput')}</span>
      )}
      {text.trim() !== '' && <LongText name={entry.id} text={text} />}
      {entry.images.map((image, index) => (
        <img
          key={index}
          className={classes.image}
          src={`data:${image.mediaType};base64,${image.data}`}
          alt={t('transcript.resultImage', { name: tool })}
        />
      ))}
      {entry.clipped === true && <ClippedNote seq={seq} />}
    </div>
  );
}
