import { ActionIcon, Tooltip } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { Check, Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';

interface Props {
  /** What is copied; a function where it takes work to put it together. */
  readonly text: string | (() => string);
  readonly label?: string;
}

/** A small button that puts a text on the clipboard and says so. */
export function CopyAction({ text, label }: Props) {
  const { t } = useTranslation();
  const { copied, copy } = useClipboard({ timeout: 1500 });
  const name = copied ? t('common.copied') : (label ?? t('common.copy'));
  return (
    <Tooltip label={name}>
      <ActionIcon size={24} onClick={() => copy(typeof text === 'string' ? text : text())} aria-label={name}>
        {copied ? <Check size={14} /> : <Copy size={14} />}
      </ActionIcon>
    </Tooltip>
  );
}
