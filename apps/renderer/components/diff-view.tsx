import { useState } from 'react';
import { Button } from '@mantine/core';
import i18next from 'i18next';
import type { DiffLine } from './diff-line.ts';
import classes from './diff-view.module.css';
import mono from './mono-box.module.css';

/** Names that the style sheet can match. */
const names = { '+': 'added', '-': 'removed', ' ': 'same', '@': 'hunk' } as const;
/** How many lines of a diff are shown at once; the rest is counted. */
const step = 400;

/** Changed lines, by colour and sign, with their numbers where they are known. */
export function DiffView({ lines }: { readonly lines: readonly DiffLine[] }) {
  const [most, setMost] = useState(step);
  const numbered = lines.some(({ number }) => number !== undefined);
  const digits = String(lines.reduce((highest, { number = 0 }) => Math.max(highest, number), 0)).length;
  return (
    <>
      <pre className={`${mono.box} ${classes.diff}`} tabIndex={0}>
        {lines.slice(0, most).map((line, index) => (
          <span key={index} className={classes.line} data-sign={names[line.sign]}>
            {numbered && (
              <span className={classes.number} style={{ minWidth: `${digits}ch` }} aria-hidden>
                {line.number}
              </span>
            )}
            <span className={classes.sign}>{line.sign === '@' ? '' : line.sign}</span>
            <span className={classes.text}>
              {line.text}
              {'\n'}
            </span>
          </span>
        ))}
      </pre>
      {lines.length > most && (
        <Button variant="subtle" size="compact-xs" className={classes.more ?? ''} onClick={() => setMost(most * 10)}>
          {i18next.t('transcript.moreLines', { count: lines.length - most })}
        </Button>
      )}
    </>
  );
}
