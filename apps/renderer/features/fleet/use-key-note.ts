import { useCallback } from 'react';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { Instance } from '../../../shared/models/instance.ts';
import { useApp } from '../../app-context.tsx';

/** @returns what says of an instance with an API key of its own that another one that was made after it has not got that */
export function useKeyNote(): (instance: Pick<Instance, 'id' | 'name'>) => Promise<void> {
  const { connection } = useApp();
  const { t } = useTranslation();
  return useCallback(
    async ({ id, name }) => {
      const key = await connection.command('apiKey.status', { id });
      if (!key.ok || key.value.kept === null) return;
      notifications.show({ message: t('key.notCopied', { name }), autoClose: 12_000, withBorder: true });
    },
    [connection, t],
  );
}
