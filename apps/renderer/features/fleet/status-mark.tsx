import { useTranslation } from 'react-i18next';
import { CircleCheck, CirclePause, CircleX, Hand, LoaderCircle, type LucideIcon, Power, PowerOff } from 'lucide-react';
import type { InstanceStatus } from '../../../shared/models/instance.ts';
import classes from './status-mark.module.css';

const icons: Readonly<Record<InstanceStatus, LucideIcon>> = {
  stopped: PowerOff,
  starting: Power,
  idle: CircleCheck,
  working: LoaderCircle,
  waiting: Hand,
  stopping: CirclePause,
  failed: CircleX,
};

/** An instance's status, by colour and shape; the word is its name for screen readers, or beside it. */
export function StatusMark({
  status,
  withWord = false,
}: {
  readonly status: InstanceStatus;
  readonly withWord?: boolean;
}) {
  const { t } = useTranslation();
  const Icon = icons[status];
  const word = t(`common.status.${status}`);
  return (
    <span className={classes.mark} data-status={status}>
      <Icon
        size={15}
        strokeWidth={2.25}
        role={withWord ? undefined : 'img'}
        aria-label={withWord ? undefined : word}
        aria-hidden={withWord}
      />
      {withWord && <span>{word}</span>}
    </span>
  );
}
