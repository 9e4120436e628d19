import { useTranslation } from 'react-i18next';
import type { EntryOf } from '../../../../shared/models/entry.ts';
import { CodeBlock } from '../../../components/code-block.tsx';
import { CopyAction } from '../../../components/copy-action.tsx';
import { plainText } from '../../../components/plain-text.ts';
import { ClippedNote } from '../clipped-note.tsx';
import { LongText } from '../long-text.tsx';
import { prettyJson } from './pretty-json.ts';
import classes from './tool-row.module.css';

interface Props {
  readonly entry: EntryOf<'toolResult'>;
  readonly seq: number;
  readonly tool: string;
}

/** A tool's result: its text without terminal codes, and its pictures. */
export function ToolOutput({ entry, seq, tool }: Props) {
  const { t } = useTranslation();
  const text = plainText(entry.text);
  const json = prettyJson(text);
  return (
    <>
      {json !== null && <CodeBlock code={json} language="json" title={t('transcript.output')} />}
      {json === null && text.trim() !== '' && (
        <OutputText name={entry.id} text={text} heading={t('transcript.output')} />
      )}
      {text.trim() === '' && entry.images.length === 0 && (
        <span className={classes.heading}>{t('transcript.noOutput')}</span>
      )}
      <ResultRest entry={entry} seq={seq} tool={tool} />
    </>
  );
}

/** The pictures of a result, and the way to what was cut off. */
export function ResultRest({ entry, seq, tool }: Props) {
  const { t } = useTranslation();
  return (
    <>
      {entry.images.map((image, index) => (
        <img
          key={index}
          className={classes.image}
          src={`data:${image.mediaType};base64,${image.data}`}
          alt={t('transcript.resultImage', { name: tool })}
        />
      ))}
      {entry.clipped === true && <ClippedNote seq={seq} />}
    </>
  );
}

/** Text of a machine under its heading, with a button that copies it. */
export function OutputText({
  name,
  text,
  heading,
}: {
  readonly name: string;
  readonly text: string;
  readonly heading: string;
}) {
  const { t } = useTranslation();
  return (
    <div className={classes.section}>
      <div className={classes.bar}>
        <span className={classes.heading}>{heading}</span>
        <CopyAction text={text} label={t('transcript.copyOutput')} />
      </div>
      <LongText name={name} text={text} />
    </div>
  );
}
