import type { HighlighterCore } from 'shiki/core';
import { languages } from './languages.ts';

/** What the worker is asked. */
export interface HighlightOrder {
  readonly code: string;
  /** A name of `languages`. */
  readonly language: string;
}
/** A run of characters of one colour, as CSS variables for light and dark. */
export interface CodePiece {
  readonly content: string;
  readonly htmlStyle?: Readonly<Record<string, string>>;
}
/** What it answers: the pieces a line, or null when a part of it could not be fetched. */
export type HighlightReply = readonly (readonly CodePiece[])[] | null;

let core: Promise<HighlighterCore> | null = null;

async function highlight({ code, language }: HighlightOrder): Promise<HighlightReply> {
  core ??= createCore();
  const highlighter = await core;
  const load = languages[language];
  if (load !== undefined) await highlighter.loadLanguage(load());
  const { tokens } = highlighter.codeToTokens(code, {
    lang: language,
    themes: { light: 'github-light-high-contrast', dark: 'github-dark' },
    defaultColor: false,
    tokenizeTimeLimit: 300,
  });
  return tokens.map((line) =>
    line.map(({ content, htmlStyle }) => (htmlStyle === undefined ? { content } : { content, htmlStyle })),
  );
}

/** The JavaScript engine is used because the page's own content policy forbids WebAssembly. */
async function createCore(): Promise<HighlighterCore> {
  const [{ createHighlighterCore }, { createJavaScriptRegexEngine }, ...themes] = await Promise.all([
    import('shiki/core'),
    import('shiki/engine/javascript'),
    import('shiki/themes/github-light-high-contrast.mjs'),
    import('shiki/themes/github-dark.mjs'),
  ]);
  return createHighlighterCore({ themes, langs: [], engine: createJavaScriptRegexEngine({ forgiving: true }) });
}

self.onmessage = ({ data }: MessageEvent<HighlightOrder>) => {
  const answer = (reply: HighlightReply): void => self.postMessage(reply);
  highlight(data).then(answer, () => answer(null));
};
