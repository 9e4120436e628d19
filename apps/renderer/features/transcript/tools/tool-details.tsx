import { useTranslation } from 'react-i18next';
import type { EntryOf } from '../../../../shared/models/entry.ts';
import { CodeBlock } from '../../../components/code-block.tsx';
import { DiffView } from '../../../components/diff-view.tsx';
import { Markdown } from '../../../components/markdown.tsx';
import type { TranscriptRow } from '../../../stores/transcript-rows.ts';
import { ClippedNote } from '../clipped-note.tsx';
import { diffOfTool } from '../diff-lines.ts';
import { usePathWords } from '../transcript-place.tsx';
import { ChecklistView } from './checklist-view.tsx';
import { todosOf } from './checklist.ts';
import { CommandOutputView } from './command-details.tsx';
import { FileDetails } from './file-details.tsx';
import { textOf } from './json-parts.ts';
import { ToolOutput } from './output-section.tsx';
import { QuestionDetails } from './question-details.tsx';
import { SearchDetails, SearchOptions } from './search-details.tsx';
import type { ToolKind } from './tool-kind.ts';
import { FetchDetails, WebSearchDetails } from './web-details.tsx';

interface Props {
  readonly use: EntryOf<'toolUse'>;
  readonly seq: number;
  readonly result: TranscriptRow['result'];
  readonly kind: ToolKind;
}

/** What a tool was given and what it gave back, as suits the tool. */
export function ToolDetails({ use, seq, result, kind }: Props) {
  return (
    <>
      <OfKind use={use} seq={seq} result={result} kind={kind} />
      {use.clipped === true && <ClippedNote seq={seq} />}
    </>
  );
}

function OfKind({ use, result, kind }: Props) {
  const shorten = usePathWords();
  const { input, name } = use;
  const structured = result?.entry.structured ?? null;
  const output = result && <ToolOutput entry={result.entry} seq={result.seq} tool={name} />;
  const refusal = result?.entry.isError === true && output;
  switch (kind) {
    case 'command':
      return (
        <>
          {textOf(input['command']) === '' ? (
            <RawInput use={use} />
          ) : (
            <CodeBlock
              code={textOf(input['command'])}
              language="bash"
              title={textOf(input['description']) || 'bash'}
              visible
            />
          )}
          {result && <CommandOutputView entry={result.entry} seq={result.seq} />}
        </>
      );
    case 'read': {
      const path = textOf(input['file_path']) || textOf(input['notebook_path']);
      return result && <FileDetails entry={result.entry} seq={result.seq} path={shorten(path)} />;
    }
    case 'edit': {
      const diff = diffOfTool(input, structured);
      return (
        <>
          {diff === null ? <RawInput use={use} /> : <DiffView lines={diff} />}
          {refusal}
        </>
      );
    }
    case 'search':
      return (
        <>
          <SearchOptions input={input} />
          {result && <SearchDetails entry={result.entry} seq={result.seq} />}
        </>
      );
    case 'fetch':
      return <FetchDetails use={use} result={result} />;
    case 'webSearch':
      return <WebSearchDetails use={use} result={result} />;
    case 'todos': {
      const todos = todosOf(input, structured);
      return todos.length === 0 ? output : <ChecklistView todos={todos} />;
    }
    case 'question':
      return (
        <>
          <QuestionDetails use={use} result={result?.entry ?? null} />
          {refusal}
        </>
      );
    case 'plan':
      return (
        <>
          <Markdown text={textOf(input['plan'])} />
          {refusal}
        </>
      );
    case 'agent':
    case 'task':
    case 'skill':
    case 'mcp':
    case 'other':
      return (
        <>
          <RawInput use={use} />
          {output}
        </>
      );
    default:
      return kind satisfies never;
  }
}

function RawInput({ use }: { readonly use: EntryOf<'toolUse'> }) {
  const { t } = useTranslation();
  if (Object.keys(use.input).length === 0) return null;
  const json = JSON.stringify(use.input, null, 2);
  return <CodeBlock code={json} language="json" title={t('transcript.input')} visible />;
}
