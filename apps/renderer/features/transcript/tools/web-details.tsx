import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { EntryOf } from '../../../../shared/models/entry.ts';
import { Markdown } from '../../../components/markdown.tsx';
import { visibleText } from '../../../components/visible-text.ts';
import { textOf } from './json-parts.ts';
import { ResultRest, ToolOutput } from './output-section.tsx';
import classes from './tool-row.module.css';
import { hostOf, pagesOf } from './web-output.ts';

interface Props {
  readonly use: EntryOf<'toolUse'>;
  readonly result: { readonly seq: number; readonly entry: EntryOf<'toolResult'> } | null;
}

/** A page that was fetched: its address, what it was asked, and what was made of it. */
export function FetchDetails({ use, result }: Props) {
  const { t } = useTranslation();
  const url = textOf(use.input['url']);
  const asked = textOf(use.input['prompt']);
  return (
    <>
      <p className={classes.paragraph}>
        <WebLink url={url} title={url} />
      </p>
      {asked !== '' && <p className={classes.paragraph}>{asked}</p>}
      {result?.entry.isError === true && <ToolOutput entry={result.entry} seq={result.seq} tool={use.name} />}
      {result?.entry.isError === false && (
        <div className={classes.section}>
          <span className={classes.heading}>{t('transcript.output')}</span>
          <Markdown text={result.entry.text} />
          <ResultRest entry={result.entry} seq={result.seq} tool={use.name} />
        </div>
      )}
    </>
  );
}

/** What a search of the web has found. */
export function WebSearchDetails({ use, result }: Props) {
  if (result === null) return null;
  const pages = pagesOf(result.entry);
  if (pages.length === 0) return <ToolOutput entry={result.entry} seq={result.seq} tool={use.name} />;
  return (
    <ul className={classes.list}>
      {pages.map(({ url, title }, index) => (
        <li key={index}>
          <WebLink url={url} title={title} /> <span className={classes.heading}>{hostOf(url)}</span>
        </li>
      ))}
    </ul>
  );
}

/** A link where it leads to the web, else its text alone: an agent's text must not reach anything else. */
function WebLink({ url, title }: { readonly url: string; readonly title: string }) {
  if (hostOf(url) === '') return <span>{visibleText(title)}</span>;
  return (
    <Anchor href={url} title={url} target="_blank" rel="noopener noreferrer" inherit underline="always">
      {visibleText(title)}
    </Anchor>
  );
}
