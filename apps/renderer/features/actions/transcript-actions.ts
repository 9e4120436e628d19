import type { TFunction } from 'i18next';
import { FileDown, FileJson, TextSearch } from 'lucide-react';
import type { Instance } from '../../../shared/models/instance.ts';
import type { AppModel } from '../../app-model.ts';
import type { useExport } from '../transcript/export/use-export.ts';
import type { Action } from './action.ts';

/** What can be done with the transcript on screen. */
export function ofTranscript(
  { transcripts }: AppModel,
  instance: Instance,
  save: ReturnType<typeof useExport>,
  t: TFunction,
): readonly Action[] {
  const about = { group: 'instance', detail: instance.name } as const;
  return [
    {
      ...about,
      id: 'findInTranscript',
      label: t('transcript.find.label'),
      icon: TextSearch,
      shortcut: 'findInTranscript',
      run: () => transcripts.openFind(instance.id),
    },
    {
      ...about,
      id: 'exportMarkdown',
      label: t('transcript.exportMarkdown'),
      icon: FileDown,
      run: () => void save(instance, 'markdown'),
    },
    {
      ...about,
      id: 'exportJson',
      label: t('transcript.exportJson'),
      icon: FileJson,
      run: () => void save(instance, 'json'),
    },
  ];
}
