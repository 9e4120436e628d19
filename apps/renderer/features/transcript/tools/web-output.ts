import type { EntryOf } from '../../../../shared/models/entry.ts';
import type { Json } from '../../../../shared/models/json.ts';
import { numberOf, objectOf, objectsIn, textOf } from './json-parts.ts';

/** A page that a search has found. */
export interface FoundPage {
  readonly title: string;
  readonly url: string;
}

const isWebAddress = (url: string): boolean => /^https?:\/\//i.test(url) && URL.canParse(url);

/** The host of a web address, without `www.`; empty where it is none. */
export function hostOf(url: string): string {
  return isWebAddress(url) ? new URL(url).host.replace(/^www\./, '') : '';
}

/** The pages that WebSearch has found: from its structured answer, else from the list of links in its text. */
export function pagesOf({
  structured,
  text,
}: Pick<EntryOf<'toolResult'>, 'structured' | 'text'>): readonly FoundPage[] {
  const told = objectsIn(objectOf(structured)['results']).flatMap((result) => toPages(result['content'] ?? null));
  if (told.length > 0) return told;
  const listed = /^Links: (\[.*\])$/m.exec(text)?.[1];
  return listed === undefined ? [] : toPages(parse(listed));
}

/** What the server of a fetched page said: `200 OK`; empty where it is not told. */
export function statusOfFetch(structured: Json): string {
  const { code, codeText } = objectOf(structured);
  const number = numberOf(code);
  return number === null ? '' : `${number} ${textOf(codeText)}`.trim();
}

function toPages(content: Json): readonly FoundPage[] {
  return objectsIn(content).flatMap((page) => {
    const url = textOf(page['url']);
    return isWebAddress(url) ? [{ url, title: textOf(page['title']) || url }] : [];
  });
}

function parse(json: string): Json {
  try {
    return JSON.parse(json) as Json;
  } catch {
    return null;
  }
}
