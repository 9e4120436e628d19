import { useEffect } from 'react';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { useApp, useFleet, useSelectedInstance, useView } from '../../app-context.tsx';
import { useAddFiles } from '../composer/use-add-files.ts';
import { fileOfAttachment } from '../composer/file-of-attachment.ts';
import { planDirection } from './plan-direction.ts';

/** Follows what the host asks this window to show: from the tray, a notification, a menu, a link or a file. */
export function useDirections(): void {
  const { t } = useTranslation();
  const { view, fleet, connection } = useApp();
  const loaded = useFleet((state) => state.loaded);
  const directions = useView((state) => state.directions);
  useEffect(() => {
    if (!loaded || directions.length === 0) return;
    view.setState({ directions: [] });
    for (const direction of directions) {
      const { change, gone, refresh } = planDirection(direction, fleet.getState(), view.getState());
      view.setState(change);
      if (refresh) connection.refresh();
      if (gone) notifications.show({ title: t('shell.gone'), message: t('shell.goneHint'), withBorder: true });
    }
  }, [loaded, directions, view, fleet, connection, t]);
  useHanded();
}

/** Writes a prompt from outside into the composer of the instance on screen, once there is one. */
function useHanded(): void {
  const { t } = useTranslation();
  const { view, composers } = useApp();
  const handed = useView((state) => state.handed);
  const instance = useSelectedInstance();
  const id = instance?.id ?? null;
  const name = instance?.name ?? '';
  const add = useAddFiles(id ?? '');
  useEffect(() => {
    if (handed === null) return;
    if (id === null) {
      notifications.show({ id: 'handed', message: t('shell.handedWaits'), withBorder: true });
      return;
    }
    view.setState({ handed: null });
    const { prompt, files } = handed;
    if (prompt !== null) {
      composers.of(id).setState(({ text }) => ({ text: text.trim() === '' ? prompt : `${text}\n\n${prompt}` }));
    }
    if (files.length > 0) add(files.map(fileOfAttachment));
    const title = t('shell.handed', { name });
    notifications.show({ id: 'handed', title, message: t('shell.handedHint'), withBorder: true });
  }, [handed, id, name, add, composers, view, t]);
}
