import {
  Blocks,
  Bot,
  CircleHelp,
  ClipboardList,
  FilePen,
  FileText,
  Globe,
  ListTodo,
  type LucideIcon,
  Plug,
  Search,
  Terminal,
  Wrench,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { EntryOf } from '../../../../shared/models/entry.ts';
import type { TranscriptRow } from '../../../stores/transcript-rows.ts';
import { Fold } from '../fold.tsx';
import { ForkAction } from '../fork-action.tsx';
import { ToolCopies } from './tool-copies.tsx';
import { ToolDetails } from './tool-details.tsx';
import { factsOf } from './tool-facts.ts';
import type { ToolKind } from './tool-kind.ts';
import { ToolLine } from './tool-line.tsx';
import { summarizeTool } from './tool-summary.ts';

const icons: Readonly<Record<ToolKind, LucideIcon>> = {
  command: Terminal,
  read: FileText,
  edit: FilePen,
  search: Search,
  fetch: Globe,
  webSearch: Globe,
  todos: ListTodo,
  task: ListTodo,
  agent: Bot,
  question: CircleHelp,
  plan: ClipboardList,
  skill: Blocks,
  mcp: Plug,
  other: Wrench,
};
/** What is read as a matter of course, and not looked up. */
const initiallyOpen: ReadonlySet<ToolKind> = new Set(['todos', 'plan', 'question']);

interface Props {
  readonly use: EntryOf<'toolUse'>;
  readonly seq: number;
  readonly result: TranscriptRow['result'];
}

/** A tool's use in one line, with what it was given and what it gave back folded under it. */
export function ToolRow({ use, seq, result }: Props) {
  const { t } = useTranslation();
  const answer = result?.entry ?? null;
  const summary = summarizeTool(use.name, use.input, answer?.structured ?? null);
  const { kind } = summary;
  return (
    <Fold
      name={use.id}
      initially={initiallyOpen.has(kind)}
      actions={
        <>
          <ToolCopies use={use} seq={seq} result={result} />
          <ForkAction entry={result?.entry ?? null} seq={result?.seq ?? seq} />
        </>
      }
      summary={
        <ToolLine
          icon={icons[kind]}
          summary={summary}
          facts={factsOf({ kind, use, result: answer }, t)}
          failed={answer?.isError ?? false}
          running={answer === null}
        />
      }
    >
      {() => <ToolDetails use={use} seq={seq} result={result} kind={kind} />}
    </Fold>
  );
}
