import { CloseButton } from '@mantine/core';
import { FileText, FileType2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../../components/format.ts';
import classes from './composer.module.css';
import type { AttachmentDraft } from './composer-state.ts';

interface Props {
  readonly attachments: readonly AttachmentDraft[];
  readonly onRemove: (id: string) => void;
}

/** The files that will go with the prompt. */
export function AttachmentChips({ attachments, onRemove }: Props) {
  const { t } = useTranslation();
  if (attachments.length === 0) return null;
  return (
    <div className={classes.chips}>
      {attachments.map(({ id, name, kind, mediaType, bytes, data }) => (
        <span key={id} className={classes.chip} data-testid="attachment">
          {kind === 'image' ? (
            <img src={`data:${mediaType};base64,${data}`} alt="" className={classes.thumbnail} />
          ) : kind === 'document' ? (
            <FileType2 size={14} aria-hidden />
          ) : (
            <FileText size={14} aria-hidden />
          )}
          <span className={classes.chipName}>{name}</span>
          <span className={classes.chipSize}>{formatBytes(bytes)}</span>
          <CloseButton size="xs" aria-label={t('composer.remove', { name })} onClick={() => onRemove(id)} />
        </span>
      ))}
    </div>
  );
}
