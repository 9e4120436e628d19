import { useMemo } from 'react';
import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { roughly } from '../../../shared/models/prompt-length.ts';
import classes from './composer.module.css';
import { hopelessLength, type PromptDraft } from './hopeless-length.ts';

/** Warns of a prompt that alone is longer than any model reads, before it is sent. It can be sent all the same. */
export function PromptLengthNote({ text, attachments }: PromptDraft) {
  const { t } = useTranslation();
  const tokens = useMemo(() => hopelessLength({ text, attachments }), [text, attachments]);
  if (tokens === null) return null;
  return (
    <div className={classes.warning} role="status">
      <TriangleAlert size={14} aria-hidden />
      <span>{t('composer.tooLong', { tokens: roughly(tokens) })}</span>
    </div>
  );
}
