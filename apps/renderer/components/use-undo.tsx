import { useCallback } from 'react';
import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';

/** How long what was done can be taken back, in milliseconds. */
const offeredMs = 10_000;

/**
 * @returns what tells that something was done, and offers to take it back.
 * `id` names what was done: told again, it replaces what was told before.
 */
export function useUndo(): (id: string, message: string, undo: () => unknown) => void {
  const { t } = useTranslation();
  return useCallback(
    (id, message, undo) => {
      const takeBack = (): void => {
        notifications.hide(id);
        void undo();
      };
      notifications.show({
        id,
        message: (
          <Group justify="space-between" wrap="nowrap">
            <span>{message}</span>
            <Button variant="light" onClick={takeBack}>
              {t('common.undo')}
            </Button>
          </Group>
        ),
        autoClose: offeredMs,
        withBorder: true,
      });
    },
    [t],
  );
}
