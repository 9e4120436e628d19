import { useRef } from 'react';
import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { Instance, InstanceDraft } from '../../../shared/models/instance.ts';
import { ok, type Result } from '../../../shared/models/problem.ts';
import { useApp, useCommand } from '../../app-context.tsx';
import type { KeyStep } from './key-draft.ts';

/** Has an instance a process, which goes on with the key that it was started with? */
export const isUp = ({ status }: Pick<Instance, 'status'>): boolean => status !== 'stopped' && status !== 'failed';

/**
 * Saves what the form says: the instance first, then its key. When the key is refused the instance is there already, and
 * saving again changes it instead of making another.
 * @param instance the instance to change; null makes one
 */
export function useSaveInstance(
  instance: Instance | null,
): (draft: InstanceDraft, key: KeyStep) => Promise<Result<Instance>> {
  const { connection } = useApp();
  const tellChange = useTellChange();
  const made = useRef<string | null>(null);
  return async (draft, key) => {
    const id = instance?.id ?? made.current;
    const saved =
      id === null
        ? await connection.command('instance.create', draft)
        : await connection.command('instance.update', { id, patch: draft });
    if (!saved.ok) return saved;
    made.current = saved.value.instance.id;
    const step = await saveKey(saved.value.instance, key);
    return step.ok ? ok(saved.value.instance) : step;
  };

  async function saveKey(saved: Instance, step: KeyStep): Promise<Result<unknown>> {
    const { id } = saved;
    switch (step.kind) {
      case 'none':
      case 'invalid':
        return ok(null);
      case 'set':
      case 'remove': {
        const changed =
          step.kind === 'remove'
            ? await connection.command('apiKey.remove', { id })
            : await connection.command('apiKey.set', { id, key: step.key, place: step.place });
        if (changed.ok && changed.value.changedSinceStart && isUp(saved)) tellChange(saved);
        return changed;
      }
    }
  }
}

/** Says that a process goes on with its earlier key, and offers to restart it. */
function useTellChange(): (instance: Instance) => void {
  const { t } = useTranslation();
  const run = useCommand();
  return ({ id, name }) => {
    const notificationId = `key-${id}`;
    const restart = (): void => {
      notifications.hide(notificationId);
      void run('instance.restart', { id });
    };
    notifications.show({
      id: notificationId,
      message: (
        <Group justify="space-between" wrap="nowrap">
          <span>{t('key.changed', { name })}</span>
          <Button variant="light" onClick={restart}>
            {t('fleet.restart')}
          </Button>
        </Group>
      ),
      autoClose: 20_000,
      withBorder: true,
    });
  };
}
