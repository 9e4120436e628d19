import { useState } from 'react';
import { Button } from '@mantine/core';
import { RotateCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Instance } from '../../../shared/models/instance.ts';
import { useCommand } from '../../app-context.tsx';
import classes from './rules.module.css';

/** Restarts an instance, so that its process forgets what it was told. One that is at work is left to its work. */
export function RestartButton({ instance: { id, name, status } }: { readonly instance: Instance }) {
  const { t } = useTranslation();
  const run = useCommand();
  const [busy, setBusy] = useState(false);
  const restart = async (): Promise<void> => {
    setBusy(true);
    await run('instance.restart', { id });
    setBusy(false);
  };
  if (status === 'working' || status === 'waiting') {
    return <span className={classes.hint}>{t('rules.restartBusy', { name })}</span>;
  }
  return (
    <Button
      variant="default"
      size="compact-xs"
      leftSection={<RotateCw size={12} />}
      aria-label={t('rules.restartOf', { name })}
      loading={busy || status === 'stopping' || status === 'starting'}
      onClick={() => void restart()}
    >
      {t('rules.restart')}
    </Button>
  );
}
