import { useTranslation } from 'react-i18next';
import classes from './code-block.module.css';
import { CopyAction } from './copy-action.tsx';
import { HighlightedCode } from './highlighted-code.tsx';
import { visibleText } from './visible-text.ts';

interface Props {
  readonly code: string;
  readonly language: string;
  /** Writes out what cannot be seen, for code that somebody has to judge. It is copied as it is. */
  readonly visible?: boolean;
  /** Stands in the bar in place of the language. */
  readonly title?: string;
  /** The number of the first line in its file; without it lines have no numbers. */
  readonly firstLine?: number;
}

/** A block of code with its language and a button that copies it. */
export function CodeBlock({ code, language, visible = false, title, firstLine }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.block}>
      <div className={classes.bar}>
        <span className={classes.title}>{title ?? language}</span>
        <CopyAction text={code} label={t('transcript.copyCode')} />
      </div>
      {/* A region that scrolls must be reachable by keyboard. */}
      <pre className={classes.pre} tabIndex={0}>
        {firstLine !== undefined && (
          <span className={classes.numbers} aria-hidden>
            {code
              .split('\n')
              .map((_, index) => firstLine + index)
              .join('\n')}
          </span>
        )}
        <HighlightedCode code={visible ? visibleText(code) : code} language={language} />
      </pre>
    </div>
  );
}
