import { useTranslation } from 'react-i18next';
import type { EntryOf } from '../../../../shared/models/entry.ts';
import { OutputText, ResultRest } from './output-section.tsx';
import { commandOutputOf } from './tool-output.ts';
import classes from './tool-row.module.css';

/** What a command printed: its output, and apart from it what it printed about errors. */
export function CommandOutputView({ entry, seq }: { readonly entry: EntryOf<'toolResult'>; readonly seq: number }) {
  const { t } = useTranslation();
  const { stdout, stderr } = commandOutputOf(entry);
  const isEmpty = stdout.trim() === '' && stderr.trim() === '' && entry.images.length === 0;
  return (
    <>
      {stdout.trim() !== '' && <OutputText name={entry.id} text={stdout} heading={t('transcript.output')} />}
      {stderr.trim() !== '' && (
        <OutputText name={`${entry.id}.errors`} text={stderr} heading={t('transcript.errorOutput')} />
      )}
      {isEmpty && <span className={classes.heading}>{t('transcript.noOutput')}</span>}
      <ResultRest entry={entry} seq={seq} tool="Bash" />
    </>
  );
}
