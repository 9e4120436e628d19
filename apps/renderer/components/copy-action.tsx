import { useRef, useState } from 'react';
import { ActionIcon, Tooltip } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { Check, Copy, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';

interface Props {
  /** What is copied; a function where it takes work to put it together. It gives null where that failed, and says why. */
  readonly text: string | (() => string | Promise<string | null>);
  readonly label?: string;
  /** Tells it from another one beside it. */
  readonly icon?: LucideIcon;
}

/** A small button that puts a text on the clipboard and says so. */
export function CopyAction({ text, label, icon: Icon = Copy }: Props) {
  const { t } = useTranslation();
  const { copied, copy } = useClipboard({ timeout: 1500 });
  const button = useRef<HTMLButtonElement>(null);
  const [near, setNear] = useState(false);
  const name = copied ? t('common.copied') : (label ?? t('common.copy'));
  const put = async (): Promise<void> => {
    const whole = typeof text === 'string' ? text : await text();
    if (whole !== null) copy(whole);
  };
  return (
    <>
      <ActionIcon
        ref={button}
        size={24}
        onClick={() => void put()}
        onMouseEnter={() => setNear(true)}
        onMouseLeave={() => setNear(false)}
        aria-label={name}
      >
        {copied ? <Check size={14} /> : <Icon size={14} />}
      </ActionIcon>
      {/* A transcript has hundreds of these, and each tooltip takes time to be made: there is one where the pointer is. */}
      {(near || copied) && <Tooltip label={name} target={button} {...(copied ? { opened: true } : {})} />}
    </>
  );
}
