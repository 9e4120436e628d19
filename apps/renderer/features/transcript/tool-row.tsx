import { Badge, Text } from '@mantine/core';
import {
  Bot,
  CircleHelp,
  ClipboardList,
  FilePen,
  FileText,
  Globe,
  ListTodo,
  LoaderCircle,
  type LucideIcon,
  Search,
  Terminal,
  Wrench,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { EntryOf } from '../../../shared/models/entry.ts';
import { visibleText } from '../../components/visible-text.ts';
import type { TranscriptRow } from '../../stores/transcript-rows.ts';
import { Fold } from './fold.tsx';
import { ToolDetails } from './tool-details.tsx';
import classes from './tool-row.module.css';
import { summarizeTool, todosOf, type ToolKind } from './tool-summary.ts';

const icons: Readonly<Record<ToolKind, LucideIcon>> = {
  command: Terminal,
  read: FileText,
  edit: FilePen,
  search: Search,
  web: Globe,
  todos: ListTodo,
  agent: Bot,
  question: CircleHelp,
  plan: ClipboardList,
  other: Wrench,
};

interface Props {
  readonly use: EntryOf<'toolUse'>;
  readonly seq: number;
  readonly result: TranscriptRow['result'];
}

/** A tool's use in one line, with its result folded under it. */
export function ToolRow({ use, seq, result }: Props) {
  const { t } = useTranslation();
  const summary = summarizeTool(use.name, use.input);
  const Icon = icons[summary.kind];
  const failed = result?.entry.isError ?? false;
  const todos = summary.kind === 'todos' ? todosOf(use.input) : [];
  const done = todos.filter((todo) => todo.status === 'completed').length;
  return (
    <Fold
      name={use.id}
      initially={summary.kind === 'todos' || summary.kind === 'plan'}
      summary={
        <span className={classes.summary}>
          <Icon size={14} className={classes.icon} data-failed={failed || undefined} aria-hidden />
          <span className={classes.name}>{visibleText(use.name)}</span>
          <span className={summary.kind === 'agent' || summary.kind === 'todos' ? classes.words : classes.line}>
            {visibleText(summary.line)}
          </span>
          {todos.length > 0 && (
            <Text span size="xs" c="dimmed">
              {t('transcript.todosDone', { done, total: todos.length })}
            </Text>
          )}
          {failed && (
            <Badge size="xs" color="red" variant="light">
              {t('transcript.failedTool')}
            </Badge>
          )}
          {result === null && (
            <LoaderCircle size={12} className={classes.running} role="img" aria-label={t('transcript.running')} />
          )}
        </span>
      }
    >
      {() => <ToolDetails use={use} seq={seq} result={result} kind={summary.kind} />}
    </Fold>
  );
}
