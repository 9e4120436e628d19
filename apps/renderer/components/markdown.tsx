import { isValidElement, memo, type ReactNode, useMemo } from 'react';
import { Anchor } from '@mantine/core';
import i18next from 'i18next';
import {
  type Components,
  defaultRemarkPlugins,
  parseMarkdownIntoBlocks,
  Streamdown,
  type UrlTransform,
} from 'streamdown';
import { CodeBlock } from './code-block.tsx';
import { joinFormulaLines } from './formula/formula-source.ts';
import { formulaElement, markFormulas } from './formula/formula-syntax.ts';
import { FormulaView } from './formula/formula-view.tsx';
import { growingMarkdown } from './formula/growing-markdown.ts';
import { hostToTell } from './link-host.ts';
import { isHeavyMarkdown, splitFences } from './markdown-weight.ts';
import classes from './markdown.module.css';
import { PlainPassage } from './plain-passage.tsx';

/** Links go to the web and to mail, nowhere else; a model's text must not reach `file:`, `javascript:` or our own pages. */
export const safeUrl: UrlTransform = (url) => (/^(https?:\/\/|mailto:)/i.test(url) ? url : null);

const textOf = (node: ReactNode): string => {
  if (typeof node === 'string') return node;
  if (Array.isArray(node)) return node.map(textOf).join('');
  return isValidElement<{ children?: ReactNode }>(node) ? textOf(node.props.children) : '';
};

function Link({ href, children }: { href?: string | undefined; children?: ReactNode }) {
  if (href === undefined || href === '') return <span>{children}</span>;
  const host = hostToTell(textOf(children), href);
  return (
    <>
      <Anchor href={href} title={href} target="_blank" rel="noopener noreferrer" inherit underline="always">
        {children}
      </Anchor>
      {host !== null && <span className={classes.host}> ({host})</span>}
    </>
  );
}

/** Remote pictures are not loaded: they would tell a stranger who reads what. */
function Picture({ src, alt }: { src?: unknown; alt?: string | undefined }) {
  const label = i18next.t('transcript.imageAlt', { alt: alt ?? '' });
  return typeof src === 'string' && src !== '' ? <Link href={src}>{label}</Link> : <span>{label}</span>;
}

function Fence({ children }: { children?: ReactNode }) {
  const code = isValidElement<{ className?: string; children?: ReactNode }>(children) ? children : null;
  const language = /language-(\S+)/.exec(code?.props.className ?? '')?.[1] ?? '';
  return <CodeBlock code={textOf(code?.props.children ?? children).replace(/\n$/, '')} language={language} />;
}

const Inline = ({ children }: { children?: ReactNode }) => <code className={classes.inline}>{children}</code>;

/** One rank below the instance's name, whatever an agent begins with, so that the page's outline has no holes. */
function Heading({ level, children }: { level: number; children?: ReactNode }) {
  return <h3 data-level={level}>{children}</h3>;
}

const components: Components = {
  a: ({ href, children }) => <Link href={href}>{children}</Link>,
  img: ({ src, alt }) => <Picture src={src} alt={alt} />,
  pre: ({ children }) => <Fence>{children}</Fence>,
  code: ({ children }) => <Inline>{children}</Inline>,
  inlineCode: ({ children }) => <Inline>{children}</Inline>,
  h1: ({ children }) => <Heading level={1}>{children}</Heading>,
  h2: ({ children }) => <Heading level={2}>{children}</Heading>,
  h3: ({ children }) => <Heading level={3}>{children}</Heading>,
  h4: ({ children }) => <Heading level={4}>{children}</Heading>,
  h5: ({ children }) => <Heading level={5}>{children}</Heading>,
  h6: ({ children }) => <Heading level={6}>{children}</Heading>,
  p: ({ children }) => <p>{children}</p>,
  ul: ({ children }) => <ul>{children}</ul>,
  ol: ({ children, start }) => <ol start={start}>{children}</ol>,
  li: ({ children }) => <li>{children}</li>,
  blockquote: ({ children }) => <blockquote>{children}</blockquote>,
  hr: () => <hr />,
  strong: ({ children }) => <strong>{children}</strong>,
  table: ({ children }) => (
    <div className={classes.table} tabIndex={0}>
      <table>{children}</table>
    </div>
  ),
  thead: ({ children }) => <thead>{children}</thead>,
  tbody: ({ children }) => <tbody>{children}</tbody>,
  tr: ({ children }) => <tr>{children}</tr>,
  th: ({ children }) => <th>{children}</th>,
  td: ({ children }) => <td>{children}</td>,
  [formulaElement]: ({ children }) => <FormulaView source={typeof children === 'string' ? children : ''} />,
};
const remarkPlugins = [...Object.values(defaultRemarkPlugins), markFormulas];
/** May there be a formula in this text? */
const formulaMark = /\$|\\[([]/;
/** None: the default ones would turn raw HTML of the text into elements. */
const rehypePlugins: [] = [];

const toBlocks = (text: string): string[] =>
  splitFences(text).flatMap((part) =>
    part.isFence ? [part.text] : parseMarkdownIntoBlocks(joinFormulaLines(part.text)),
  );

/** The longest text that is looked at, in UTF-16 units; looking itself takes time, with every delta again. */
const longest = 250_000;

/** Is what a parser has to work on too much for it? Blocks of code are not worked on. */
function isTooMuch(text: string): boolean {
  if (text.length > longest) return true;
  const marked = splitFences(text).filter(({ isFence }) => !isFence);
  return isHeavyMarkdown(marked.map((part) => part.text).join('\n\n'));
}

interface Props {
  readonly text: string;
  /** More is coming: unfinished markup at the end is shown as what it is going to be. */
  readonly streaming?: boolean;
}

/**
 * Markdown as a person reads it. Raw HTML is shown as text, never rendered. Settled blocks are not rendered again. What would
 * hold the window up is shown as it was written, and says so.
 */
export const Markdown = memo(function Markdown({ text, streaming = false }: Props) {
  const tooMuch = useMemo(() => isTooMuch(text), [text]);
  const shown = useMemo(() => (streaming && !tooMuch ? growingMarkdown(text) : text), [text, streaming, tooMuch]);
  if (tooMuch) return <PlainPassage text={text} streaming={streaming} />;
  return (
    <Streamdown
      className={`${classes.markdown ?? ''} ${formulaMark.test(text) ? (classes.withFormulas ?? '') : ''}`}
      mode="streaming"
      parseIncompleteMarkdown={false}
      isAnimating={false}
      controls={false}
      components={components}
      remarkPlugins={remarkPlugins}
      rehypePlugins={rehypePlugins}
      urlTransform={safeUrl}
      parseMarkdownIntoBlocksFn={toBlocks}
    >
      {shown}
    </Streamdown>
  );
});
