import { ClipboardCopy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { EntryOf } from '../../../../shared/models/entry.ts';
import { useCommand } from '../../../app-context.tsx';
import { CopyAction } from '../../../components/copy-action.tsx';
import type { TranscriptRow } from '../../../stores/transcript-rows.ts';
import { hasResultText, inputPart, inputText, outputText, resultText } from './tool-copy.ts';

interface Props {
  readonly use: EntryOf<'toolUse'>;
  readonly seq: number;
  readonly result: TranscriptRow['result'];
}

/** Buttons that copy what a tool was given and what it gave back, whole, also where the row has only their beginning. */
export function ToolCopies({ use, seq, result }: Props) {
  const { t } = useTranslation();
  const whole = useWhole();
  const words = {
    command: t('transcript.copyCommand'),
    path: t('transcript.copyPath'),
    address: t('transcript.copyAddress'),
    input: t('transcript.copyInput'),
  };
  const wholeUse = () => whole(use, seq);
  const copyResult = async (): Promise<string | null> => {
    if (result === null) return null;
    const [given, answer] = await Promise.all([wholeUse(), whole(result.entry, result.seq)]);
    return given === null || answer === null ? null : resultText(given, answer);
  };
  return (
    <>
      <CopyAction
        label={words[inputPart(use)]}
        text={async () => {
          const given = await wholeUse();
          return given && inputText(given);
        }}
      />
      {result !== null && hasResultText(use, result.entry) && (
        <CopyAction icon={ClipboardCopy} label={t('transcript.copyResult')} text={copyResult} />
      )}
    </>
  );
}

/** A button that copies the result of a tool whose use is not there. */
export function ResultCopy({ entry, seq }: { readonly entry: EntryOf<'toolResult'>; readonly seq: number }) {
  const { t } = useTranslation();
  const whole = useWhole();
  if (entry.text.trim() === '') return null;
  const copyWhole = async (): Promise<string | null> => {
    const answer = await whole(entry, seq);
    return answer && outputText(answer);
  };
  return <CopyAction icon={ClipboardCopy} label={t('transcript.copyResult')} text={copyWhole} />;
}

/** @returns what gives an entry whole that was cut on its way to the window; null where it could not be had, which it says */
function useWhole() {
  const run = useCommand();
  return async <E extends EntryOf<'toolUse' | 'toolResult'>>(entry: E, seq: number): Promise<E | null> => {
    if (entry.clipped !== true) return entry;
    const answer = await run('transcript.entry', { seq });
    return answer.ok && answer.value.entry.kind === entry.kind ? (answer.value.entry as E) : null;
  };
}
