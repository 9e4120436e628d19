import { useCallback } from 'react';
import { FileDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSelectedInstance } from '../../app-context.tsx';
import { useAddFiles } from '../composer/use-add-files.ts';
import classes from './app.module.css';
import { useFileDrop } from './use-file-drop.ts';

/** Takes files dropped anywhere on the window for the instance on screen, and says so while they hover. */
export function DropOverlay() {
  const { t } = useTranslation();
  const instance = useSelectedInstance();
  const add = useAddFiles(instance?.id ?? '');
  const take = useCallback(
    (files: readonly File[]) => {
      if (instance !== null && files.length > 0) add(files);
    },
    [add, instance],
  );
  if (!useFileDrop(take)) return null;
  return (
    <div className={classes.drop}>
      <FileDown size={26} aria-hidden />
      {instance === null ? t('composer.dropNowhere') : t('composer.dropHere', { name: instance.name })}
    </div>
  );
}
