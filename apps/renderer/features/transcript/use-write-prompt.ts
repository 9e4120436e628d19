import { useCallback } from 'react';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { EntryOf } from '../../../shared/models/entry.ts';
import { useApp, useCommand } from '../../app-context.tsx';
import { useUndo } from '../../components/use-undo.tsx';
import { fileOfAttachment } from '../composer/file-of-attachment.ts';

/**
 * @returns what writes a prompt into a composer again, with its files, to be changed and sent: into that of its own instance,
 * or of another one. What was being written there can be had back.
 */
export function useWritePrompt(): (entry: EntryOf<'prompt'>, seq: number, instanceId?: string) => Promise<void> {
  const { connection, composers } = useApp();
  const run = useCommand();
  const { t } = useTranslation();
  const offerUndo = useUndo();
  return useCallback(
    async (entry, seq, instanceId = entry.instanceId) => {
      const whole = entry.clipped === true ? await run('transcript.entry', { seq }) : null;
      if (whole?.ok === false) return;
      const prompt = whole?.value.entry.kind === 'prompt' ? whole.value.entry : entry;
      const read = await Promise.all(prompt.attachments.map(({ id }) => connection.command('attachment.data', { id })));
      const files = read.flatMap((one) =>
        one.ok ? [fileOfAttachment({ ...one.value.attachment, data: one.value.data })] : [],
      );

      const composer = composers.of(instanceId);
      const { text, attachments } = composer.getState();
      composer.setState({ text: prompt.text, attachments: [], problem: null });
      await composers.addFiles(instanceId, files);
      document.querySelector<HTMLElement>('[data-composer-input]')?.focus();
      if (files.length < read.length) {
        notifications.show({ color: 'red', message: t('transcript.filesLost'), withBorder: true });
      }
      if (text.trim() === '' && attachments.length === 0) return;
      offerUndo(`edited-${instanceId}`, t('transcript.draftReplaced'), () => composer.setState({ text, attachments }));
    },
    [connection, composers, run, offerUndo, t],
  );
}
