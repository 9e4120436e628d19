import { Button } from '@mantine/core';
import { Hourglass } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Hold } from '../../../shared/models/hold.ts';
import { useCommand, useFleet } from '../../app-context.tsx';
import { formatDuration } from '../../components/format.ts';
import { useNow } from '../../components/use-now.ts';
import { useProblemWords } from '../../words/use-problem-words.ts';
import classes from './app.module.css';

/** What the API refuses for now: whose work waits, until when, and the way to try it at once. */
export function HoldBanner({ hold }: { readonly hold: Hold }) {
  const { t } = useTranslation();
  const run = useCommand();
  const words = useProblemWords();
  const left = Math.max(0, hold.until - useNow());
  const count = useFleet(
    ({ instances }) => hold.instanceIds.filter((id) => instances[id] !== undefined && !instances[id].deletedAt).length,
  );
  return (
    <div className={classes.banner} data-kind="warning" data-testid="hold">
      <Hourglass size={15} aria-hidden />
      <span className={classes.bannerText} role="status">
        {words(hold.problem).message} {t('shell.holds', { count })}
      </span>
      {/* A timer is not read out with every second. */}
      <span role="timer">
        {left > 0 ? t('shell.heldFor', { time: formatDuration(Math.ceil(left / 1000) * 1000) }) : t('shell.heldNoMore')}
      </span>
      {left > 0 && (
        <Button variant="default" onClick={() => void run('tower.release', { holdId: hold.id })}>
          {t('shell.releaseHold')}
        </Button>
      )}
    </div>
  );
}
