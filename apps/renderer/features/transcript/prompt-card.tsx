import { Badge, Group } from '@mantine/core';
import { FileText, Image, SquarePen, User } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { EntryOf } from '../../../shared/models/entry.ts';
import { CopyAction } from '../../components/copy-action.tsx';
import { formatBytes } from '../../components/format.ts';
import { RowAction } from '../../components/row-action.tsx';
import classes from './entry.module.css';
import { ForkAction } from './fork-action.tsx';
import { LongText } from './long-text.tsx';
import { useWritePrompt } from './use-write-prompt.ts';

/** What a person asked, with the files that went along. */
export function PromptCard({ entry, seq }: { readonly entry: EntryOf<'prompt'>; readonly seq: number }) {
  const { t } = useTranslation();
  const write = useWritePrompt();
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
        <RowAction label={t('transcript.editPrompt')} icon={SquarePen} run={() => void write(entry, seq)} />
        <ForkAction entry={entry} seq={seq} />
        <CopyAction text={entry.text} label={t('transcript.copyMessage')} />
      </span>
    </article>
  );
}
