import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { EntryOf } from '../../../../shared/models/entry.ts';
import { CodeBlock } from '../../../components/code-block.tsx';
import { useFold } from '../folds.tsx';
import { shorten } from '../shorten.ts';
import { ResultRest, ToolOutput } from './output-section.tsx';
import { filePieceOf } from './tool-output.ts';

const shownLines = 30;

interface Props {
  readonly entry: EntryOf<'toolResult'>;
  readonly seq: number;
  readonly path: string;
}

/** What was read of a file, with its line numbers and colours. */
export function FileDetails({ entry, seq, path }: Props) {
  const { t } = useTranslation();
  const [whole, toggle] = useFold(`${entry.id}.long`);
  const piece = filePieceOf(entry);
  if (piece === null) return <ToolOutput entry={entry} seq={seq} tool="Read" />;
  const code = whole ? piece.code : shorten(piece.code, shownLines);
  const language = /\.(\w+)$/.exec(path)?.[1] ?? '';
  return (
    <>
      {piece.code !== '' && <CodeBlock code={code} language={language} title={path} firstLine={piece.firstLine} />}
      {(whole || code.length < piece.code.length) && (
        <Button variant="subtle" size="compact-xs" onClick={toggle}>
          {whole ? t('transcript.showLess') : t('transcript.showAll')}
        </Button>
      )}
      <ResultRest entry={entry} seq={seq} tool="Read" />
    </>
  );
}
