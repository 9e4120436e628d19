import { useTranslation } from 'react-i18next';
import type { EntryOf } from '../../../../shared/models/entry.ts';
import { CodeBlock } from '../../../components/code-block.tsx';
import { CopyAction } from '../../../components/copy-action.tsx';
import { plainText } from '../../../components/plain-text.ts';
import { visibleText } from '../../../components/visible-text.ts';
import { ClippedNote } from '../clipped-note.tsx';
import { Fold } from '../fold.tsx';
import { LongText } from '../long-text.tsx';
import { prettyJson } from './pretty-json.ts';
import { pictureAddress, pictureText, type ResultPicture } from './result-picture.ts';
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

/** What a result calls its pictures, and the way to what was cut off. */
export function ResultRest({ entry, seq, tool }: Props) {
  return (
    <>
      {entry.images.map((image, index) => (
        <Picture key={index} name={`${entry.id}.picture${index}`} image={image} tool={tool} />
      ))}
      {entry.clipped === true && <ClippedNote seq={seq} />}
    </>
  );
}

/** A picture of a kind that is nothing but a picture; any other folded away, as text. */
function Picture({
  name,
  image,
  tool,
}: {
  readonly name: string;
  readonly image: ResultPicture;
  readonly tool: string;
}) {
  const { t } = useTranslation();
  const words = t('transcript.resultImage', { name: tool });
  const address = pictureAddress(image);
  if (address !== null) return <img className={classes.image} src={address} alt={words} />;
  return (
    <Fold
      name={name}
      summary={
        <span className={classes.words}>
          {words} ({visibleText(image.mediaType)})
        </span>
      }
    >
      {() => <OutputText name={name} text={pictureText(image)} heading={t('transcript.output')} />}
    </Fold>
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
