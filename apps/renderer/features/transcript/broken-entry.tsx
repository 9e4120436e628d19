import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import classes from './entry.module.css';

/** Stands where a row could not be drawn: one that is at fault must not take the others with it. */
export function BrokenEntry() {
  const { t } = useTranslation();
  return (
    <div className={classes.notice} data-level="error" role="note">
      <CircleAlert size={13} aria-hidden />
      {t('transcript.broken')}
    </div>
  );
}
