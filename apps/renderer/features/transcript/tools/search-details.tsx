import { useTranslation } from 'react-i18next';
import type { EntryOf } from '../../../../shared/models/entry.ts';
import type { JsonObject } from '../../../../shared/models/json.ts';
import { visibleText } from '../../../components/visible-text.ts';
import { usePathWords } from '../transcript-place.tsx';
import { OutputText, ResultRest, ToolOutput } from './output-section.tsx';
import { searchOutputOf } from './tool-output.ts';
import classes from './tool-row.module.css';

/** What was found: the lines, or the files. */
export function SearchDetails({ entry, seq }: { readonly entry: EntryOf<'toolResult'>; readonly seq: number }) {
  const { t } = useTranslation();
  const shorten = usePathWords();
  const found = searchOutputOf(entry);
  const text = found === null ? '' : found.content || found.files.map(shorten).join('\n');
  if (text === '') return <ToolOutput entry={entry} seq={seq} tool="Grep" />;
  return (
    <>
      <OutputText name={entry.id} text={text} heading={t('transcript.found')} />
      <ResultRest entry={entry} seq={seq} tool="Grep" />
    </>
  );
}

/** The whole pattern and where it was looked for, with what else was asked. */
export function SearchOptions({ input }: { readonly input: JsonObject }) {
  return (
    <dl className={classes.options}>
      {Object.entries(input).map(([name, value]) => (
        <div key={name}>
          <dt>{visibleText(name)}</dt>
          <dd>{visibleText(typeof value === 'string' ? value : JSON.stringify(value))}</dd>
        </div>
      ))}
    </dl>
  );
}
