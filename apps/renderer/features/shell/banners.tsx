import { Button, Loader, Progress } from '@mantine/core';
import { CirclePause, Unplug } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApp, useCommand, useFleet } from '../../app-context.tsx';
import { NewsNote } from '../news/news-note.tsx';
import classes from './app.module.css';
import { HoldBanner } from './hold-banner.tsx';
import { ProblemNote } from './problem-note.tsx';

/** What concerns the whole window: no connection, nothing can be saved, the tower is paused. */
export function Banners() {
  const { t } = useTranslation();
  const { connection } = useApp();
  const run = useCommand();
  const link = useFleet((state) => state.link);
  const tower = useFleet((state) => state.tower);
  const closing = useFleet((state) => state.closing);
  return (
    <>
      {closing !== null && (
        <div className={classes.banner} data-kind="warning" role="status">
          <Loader size={14} aria-hidden />
          <span className={classes.bannerText}>{t('shell.closing', { ...closing })}</span>
          <Progress
            w={160}
            aria-label={t('shell.closingProgress')}
            value={closing.total === 0 ? 100 : (100 * (closing.total - closing.remaining)) / closing.total}
          />
        </div>
      )}
      {link === 'refused' && (
        <div className={classes.banner} data-kind="error" role="alert">
          <Unplug size={15} aria-hidden />
          <span className={classes.bannerText}>{t('shell.refused')}</span>
        </div>
      )}
      {link === 'lost' && (
        <div className={classes.banner} data-kind="error" role="alert">
          <Unplug size={15} aria-hidden />
          <span className={classes.bannerText}>{t('shell.lost')}</span>
          <Button variant="default" onClick={() => connection.retry()}>
            {t('common.retry')}
          </Button>
        </div>
      )}
      {tower.storageProblem !== null && (
        <div className={classes.problem}>
          <ProblemNote problem={tower.storageProblem} />
        </div>
      )}
      {tower.holds.map((hold) => (
        <HoldBanner key={hold.id} hold={hold} />
      ))}
      {tower.paused && (
        <div className={classes.banner} data-kind="warning" role="status">
          <CirclePause size={15} aria-hidden />
          <span className={classes.bannerText}>{t('shell.pausedBanner')}</span>
          <Button variant="default" onClick={() => void run('tower.resume', {})}>
            {t('shell.resume')}
          </Button>
        </div>
      )}
      <NewsNote />
    </>
  );
}
