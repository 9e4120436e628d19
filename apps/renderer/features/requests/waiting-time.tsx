import { useTranslation } from 'react-i18next';
import { formatDuration, formatSeconds } from '../../components/format.ts';
import { useNow } from '../../components/use-now.ts';
import classes from './requests.module.css';

/** For how long a request has been waiting; since when, where the pointer rests on it. */
export function WaitingTime({ since }: { readonly since: number }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const seconds = Math.max(0, Math.floor((now - since) / 1000));
  return (
    <span
      role="timer"
      className={classes.waits}
      title={new Date(since).toLocaleString(i18n.language, { dateStyle: 'medium', timeStyle: 'short' })}
    >
      {t('requests.waits', { time: seconds < 10 ? formatSeconds(seconds) : formatDuration(seconds * 1000) })}
    </span>
  );
}
