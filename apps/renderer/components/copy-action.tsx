import { useClipboard } from '@mantine/hooks';
import { Check, Copy, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { RowAction } from './row-action.tsx';

interface Props {
  /** What is copied; a function where it takes work to put it together. It gives null where that failed, and says why. */
  readonly text: string | (() => string | Promise<string | null>);
  readonly label?: string;
  /** Tells it from another one beside it. */
  readonly icon?: LucideIcon;
}

/** A small button that puts a text on the clipboard and says so. */
export function CopyAction({ text, label, icon = Copy }: Props) {
  const { t } = useTranslation();
  const { copied, copy } = useClipboard({ timeout: 1500 });
  const put = async (): Promise<void> => {
    const whole = typeof text === 'string' ? text : await text();
    if (whole !== null) copy(whole);
  };
  const name = copied ? t('common.copied') : (label ?? t('common.copy'));
  return <RowAction label={name} icon={copied ? Check : icon} run={() => void put()} told={copied} />;
}
