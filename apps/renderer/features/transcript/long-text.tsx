import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFold } from './folds.tsx';
import monoBox from '../../components/mono-box.module.css';
import classes from './long-text.module.css';
import { shorten } from './shorten.ts';

interface Props {
  readonly name: string;
  readonly text: string;
  /** How many lines are shown before the rest is asked for. */
  readonly lines?: number;
  readonly mono?: boolean;
}

/** Plain text of any length: its beginning, and the rest on demand. */
export function LongText({ name, text, lines = 24, mono = true }: Props) {
  const { t } = useTranslation();
  const [open, toggle] = useFold(`${name}.long`);
  const short = shorten(text, lines);
  const cut = short.length < text.length;
  return (
    <>
      <pre className={mono ? `${monoBox.box} ${classes.mono}` : classes.plain} tabIndex={mono ? 0 : undefined}>
        {open ? text : short}
      </pre>
      {cut && (
        <Button variant="subtle" size="compact-xs" style={{ alignSelf: 'flex-start' }} onClick={toggle}>
          {open ? t('transcript.showLess') : t('transcript.showAll')}
        </Button>
      )}
    </>
  );
}
