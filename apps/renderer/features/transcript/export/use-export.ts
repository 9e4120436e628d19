import { useCallback } from 'react';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { Instance } from '../../../../shared/models/instance.ts';
import { exportFrame, exportName, type ExportFormat } from '../../../../shared/models/transcript-export.ts';
import { useApp, useCommand } from '../../../app-context.tsx';

type Exported = Pick<Instance, 'id' | 'name' | 'directory'>;

/**
 * @returns what saves a whole transcript, without secrets and pictures: through the system's dialog where the host has one,
 * else as a download of the browser.
 */
export function useExport(): (instance: Exported, format: ExportFormat) => Promise<void> {
  const { connection } = useApp();
  const run = useCommand();
  const { t } = useTranslation();
  return useCallback(
    async (instance, format) => {
      if (connection.kind === 'electron') {
        const saved = await run('host.saveTranscript', { instanceId: instance.id, format });
        const path = saved.ok ? saved.value.path : null;
        if (path !== null) notifications.show({ message: t('transcript.saved', { path }), withBorder: true });
        return;
      }
      const pieces: string[] = [];
      let before: number | null | undefined;
      while (before !== null) {
        const piece = await run('transcript.export', {
          instanceId: instance.id,
          format,
          ...(before === undefined ? {} : { before }),
        });
        if (!piece.ok) return;
        if (piece.value.text !== '') pieces.unshift(piece.value.text);
        before = piece.value.before;
      }
      const { name, directory } = instance;
      const { head, between, tail } = exportFrame(format, { name, directory });
      const day = new Date().toISOString().slice(0, 10);
      download(exportName(name, format, day), [head, pieces.join(between), tail], format);
    },
    [connection, run, t],
  );
}

function download(name: string, parts: readonly string[], format: ExportFormat): void {
  const type = format === 'markdown' ? 'text/markdown' : 'application/json';
  const url = URL.createObjectURL(new Blob([...parts], { type }));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
