import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Instance } from '../../../shared/models/instance.ts';
import { useApp } from '../../app-context.tsx';
import { useProblemWords } from '../../words/use-problem-words.ts';
import classes from './wall-tile.module.css';

type Props = Pick<Instance, 'id' | 'problem'>;

/** The end of what an instance said, or why it does not go on. It is no live region: nobody wants to have it all read out. */
export const TileWords = memo(function TileWords({ id, problem }: Props) {
  const { t } = useTranslation();
  const { lastWords } = useApp();
  const problemWords = useProblemWords();
  const words = useStore(lastWords.store, (state) => state[id]);
  return (
    <div className={classes.words} data-testid="last-words" data-problem={problem !== null || undefined}>
      <div className={classes.lines}>
        {problem !== null ? (
          <span>{problemWords(problem).message}</span>
        ) : words === '' ? (
          <em>{t('wall.silent')}</em>
        ) : (
          <span>{words}</span>
        )}
      </div>
    </div>
  );
});
