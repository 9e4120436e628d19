import type { EntryOf } from '../../../../shared/models/entry.ts';

/** A picture as a tool has given it: what it is called, and its bytes in base64. */
export type ResultPicture = EntryOf<'toolResult'>['images'][number];

/** What is nothing but a picture. SVG is not: it is a document, which may hold scripts, links and other pages. */
const pictureTypes: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** @returns the address under which a page may show it as a picture; null for what has to be shown as text */
export function pictureAddress({ mediaType, data }: ResultPicture): string | null {
  return pictureTypes.has(mediaType) ? `data:${mediaType};base64,${data}` : null;
}

/** The text of what is not shown as a picture: all that a tool has said of it. */
export function pictureText({ mediaType, data }: ResultPicture): string {
  return JSON.stringify({ mediaType, data }, null, 2);
}
