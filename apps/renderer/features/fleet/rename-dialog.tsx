import { type SubmitEvent, useState } from 'react';
import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Instance } from '../../../shared/models/instance.ts';
import { useCommand } from '../../app-context.tsx';

/** Gives an instance another name. */
export function RenameDialog({ instance, onClose }: { readonly instance: Instance; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const run = useCommand();
  const [name, setName] = useState(instance.name);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const renamed = await run('instance.update', { id: instance.id, patch: { name: name.trim() } });
    if (renamed.ok) onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('fleet.renameTitle')}
      size="sm"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form onSubmit={(event) => void submit(event)}>
        <TextInput
          label={t('fleet.name')}
          value={name}
          maxLength={120}
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" disabled={name.trim() === ''}>
            {t('common.save')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
