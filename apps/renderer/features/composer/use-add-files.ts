import { useCallback } from 'react';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app-context.tsx';

/** Adds files to the prompt of an instance, and names those that could not be read. */
export function useAddFiles(instanceId: string): (files: readonly File[]) => void {
  const { composers } = useApp();
  const { t } = useTranslation();
  return useCallback(
    (files) => {
      void composers.addFiles(instanceId, files).then((failed) => {
        for (const name of failed) {
          notifications.show({ color: 'red', message: t('composer.unreadable', { name }), withBorder: true });
        }
      });
    },
    [composers, instanceId, t],
  );
}
