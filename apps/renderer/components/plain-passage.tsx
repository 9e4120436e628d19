import { useState } from 'react';
import { Button } from '@mantine/core';
import i18next from 'i18next';
import classes from './plain-passage.module.css';

/** How much is shown at once, in UTF-16 units: a browser takes long to lay out a line of megabytes. */
const step = 20_000;

interface Props {
  readonly text: string;
  /** More is coming: its end is shown, not its beginning. */
  readonly streaming: boolean;
}

/** A text as it was written, where its Markdown would hold the window up. */
export function PlainPassage({ text, streaming }: Props) {
  const [most, setMost] = useState(step);
  const shown = streaming ? text.slice(-step) : text.slice(0, most);
  return (
    <div className={classes.passage} data-testid="plain-passage">
      <p className={classes.note}>{i18next.t('transcript.tooMuchMarkup')}</p>
      <pre className={classes.text} tabIndex={0}>
        {shown}
      </pre>
      {!streaming && shown.length < text.length && (
        <Button variant="subtle" size="compact-xs" onClick={() => setMost(most * 4)}>
          {i18next.t('transcript.showMore', { left: text.length - shown.length })}
        </Button>
      )}
    </div>
  );
}
