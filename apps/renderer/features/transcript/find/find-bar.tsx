import { type KeyboardEvent, useEffect, useRef } from 'react';
import { ActionIcon, CloseButton, Loader, TextInput, Tooltip } from '@mantine/core';
import { ChevronDown, ChevronUp, Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import classes from './find-bar.module.css';
import type { Find } from './use-find.ts';

interface Props {
  readonly find: Find;
  /** Grows when somebody asks for the bar, also while it is open. */
  readonly asked: number;
  readonly onClose: () => void;
}

/** Where one writes what to look for in the transcript: with how often it is there, and the way from one to the next. */
export function FindBar({ find, asked, onClose }: Props) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const { text, found, current, searching, more, problem, fetching } = find;
  useEffect(() => {
    const before = document.activeElement;
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  useEffect(() => field.current?.select(), [asked]);

  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter') find.step(event.shiftKey ? 1 : -1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const total = `${found.length}${searching || more ? '+' : ''}`;
  const place = current === null ? -1 : found.indexOf(current);
  const told =
    text.trim() === ''
      ? ''
      : problem !== null
        ? t('transcript.find.failed')
        : found.length === 0
          ? searching
            ? ''
            : t('transcript.find.nothing')
          : place === -1
            ? t('transcript.find.count', { count: found.length, total })
            : t('transcript.find.place', { place: place + 1, total });
  return (
    <search className={classes.bar} aria-label={t('transcript.find.label')} onKeyDown={press}>
      <TextInput
        ref={field}
        classNames={{ root: classes.field ?? '' }}
        variant="unstyled"
        aria-label={t('transcript.find.label')}
        placeholder={t('transcript.find.label')}
        leftSection={searching || fetching ? <Loader size={12} /> : <Search size={13} />}
        maxLength={1000}
        value={text}
        onChange={(event) => find.seek(event.currentTarget.value)}
      />
      <span className={classes.told} role="status" data-nothing={found.length === 0 || undefined}>
        {told}
      </span>
      <Step label={t('transcript.find.older')} disabled={found.length === 0} onClick={() => find.step(-1)}>
        <ChevronUp size={15} />
      </Step>
      <Step label={t('transcript.find.newer')} disabled={found.length === 0} onClick={() => find.step(1)}>
        <ChevronDown size={15} />
      </Step>
      <CloseButton size={24} iconSize={14} aria-label={t('transcript.find.close')} onClick={onClose} />
    </search>
  );
}

interface StepProps {
  readonly label: string;
  readonly disabled: boolean;
  readonly onClick: () => void;
  readonly children: React.ReactNode;
}

function Step({ label, disabled, onClick, children }: StepProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon size={24} aria-label={label} disabled={disabled} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
