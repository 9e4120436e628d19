import { EmptyState } from '@mantine/core';
import { TowerControl } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import classes from './app.module.css';

/** In place of the one instance that this window is for, once that was deleted. */
export function SoleGone() {
  const { t } = useTranslation();
  return (
    <div className={classes.welcome}>
      <EmptyState
        size="lg"
        maw={520}
        icon={<TowerControl size={34} />}
        variant="light"
        title={t('shell.soleGone')}
        description={t('shell.soleGoneHint')}
      />
    </div>
  );
}
