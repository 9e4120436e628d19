import { ActionIcon, Badge, Group, Tooltip } from '@mantine/core';
import { FileText, Image, SquarePen, User } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { EntryOf } from '../../../shared/models/entry.ts';
import { CopyAction } from '../../components/copy-action.tsx';
import { formatBytes } from '../../components/format.ts';
import classes from './entry.module.css';
import { LongText } from './long-text.tsx';
import { useEditPrompt } from './use-edit-prompt.ts';

/** What a person asked, with the files that went along. */
export function PromptCard({ entry, seq }: { readonly entry: EntryOf<'prompt'>; readonly seq: number }) {
  const { t } = useTranslation();
  const edit = useEditPrompt();
  return (
    <article className={classes.prompt} aria-label={t('transcript.you')}>
      <User size={14} className={classes.promptIcon} aria-hidden />
      <div className={classes.promptText}>
        <LongText name={entry.id} text={entry.text} lines={16} mono={false} />
        {entry.attachments.length > 0 && (
          <Group gap={6} mt={6}>
            {entry.attachments.map((attachment) => (
              <Badge
                key={attachment.id}
                variant="default"
                tt="none"
                fw={400}
                leftSection={attachment.kind === 'image' ? <Image size={11} /> : <FileText size={11} />}
              >
                {attachment.name} · {formatBytes(attachment.bytes)}
              </Badge>
            ))}
          </Group>
        )}
      </div>
      <span className={classes.copy}>
        <Tooltip label={t('transcript.editPrompt')}>
          <ActionIcon size={24} aria-label={t('transcript.editPrompt')} onClick={() => void edit(entry, seq)}>
            <SquarePen size={14} />
          </ActionIcon>
        </Tooltip>
        <CopyAction text={entry.text} label={t('transcript.copyMessage')} />
      </span>
    </article>
  );
}
