import { CloseButton } from '@mantine/core';
import { FileText, FileType2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import chips from '../../components/chips.module.css';
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
    <div className={chips.chips}>
      {attachments.map(({ id, name, kind, mediaType, bytes, data }) => (
        <span key={id} className={chips.chip} data-testid="attachment">
          {kind === 'image' ? (
            <img src={`data:${mediaType};base64,${data}`} alt="" className={classes.thumbnail} />
          ) : kind === 'document' ? (
            <FileType2 size={14} aria-hidden />
          ) : (
            <FileText size={14} aria-hidden />
          )}
          <span className={chips.name}>{name}</span>
          <span className={chips.about}>{formatBytes(bytes)}</span>
          <CloseButton size="xs" aria-label={t('composer.remove', { name })} onClick={() => onRemove(id)} />
        </span>
      ))}
    </div>
  );
}
