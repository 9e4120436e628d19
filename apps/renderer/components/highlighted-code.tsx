import { createContext, memo, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import type { CodePiece } from './highlight-worker.ts';
import { CodeHighlighter, type ColouredLines } from './highlighter.ts';
import classes from './highlighted-code.module.css';

const HighlighterContext = createContext<CodeHighlighter | null>(null);

/** Gives the code below it one highlighter, so that each language is loaded once. */
export function HighlighterProvider({ children }: { readonly children: ReactNode }) {
  const [highlighter] = useState(() => new CodeHighlighter());
  useEffect(() => () => highlighter.close(), [highlighter]);
  return <HighlighterContext value={highlighter}>{children}</HighlighterContext>;
}

interface Highlighted {
  readonly code: string;
  readonly lines: ColouredLines;
}
/** While code streams in it is coloured this often, in milliseconds. */
const pace = 120;

const Line = memo(function Line({ tokens }: { readonly tokens: readonly CodePiece[] }) {
  return (
    <>
      {tokens.map((token, index) => (
        <span key={index} style={token.htmlStyle}>
          {token.content}
        </span>
      ))}
    </>
  );
});

/** Code with colours. What is not coloured yet is shown plain at once, in the same place. */
export function HighlightedCode({ code, language }: { readonly code: string; readonly language: string }) {
  const highlighter = useContext(HighlighterContext);
  const [done, setDone] = useState<Highlighted | null>(null);
  const isFirst = useRef(true);
  useEffect(() => {
    const wanted = new AbortController();
    const timer = setTimeout(
      () => {
        void highlighter?.highlight(code, language, wanted.signal).then((lines) => {
          if (!wanted.signal.aborted && lines !== null) setDone({ code, lines });
        });
      },
      isFirst.current ? 0 : pace,
    );
    return () => {
      isFirst.current = false;
      wanted.abort();
      clearTimeout(timer);
    };
  }, [code, language, highlighter]);

  if (done === null || !code.startsWith(done.code)) return <code className={classes.code}>{code}</code>;
  // The last line that was coloured may have grown since, which can change its colours: it is shown plain until then.
  const complete = done.code === code;
  const lines = complete ? done.lines : done.lines.slice(0, -1);
  const plainFrom = complete ? code.length : done.code.lastIndexOf('\n') + 1;
  return (
    <code className={classes.code}>
      {lines.map((tokens, index) => (
        <span key={index}>
          <Line tokens={tokens} />
          {(index < lines.length - 1 || !complete) && '\n'}
        </span>
      ))}
      {code.slice(plainFrom)}
    </code>
  );
}
