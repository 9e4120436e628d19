import { ActionIcon } from '@mantine/core';
import type { LucideIcon } from 'lucide-react';
import { Hint } from './hint.tsx';

interface Props {
  readonly label: string;
  readonly icon: LucideIcon;
  readonly run: () => void;
  /** Shows the label although nothing points at it. */
  readonly told?: boolean;
}

/** A small button of a row of which there are many. */
export function RowAction({ label, icon: Icon, run, told = false }: Props) {
  return (
    <Hint label={label} told={told}>
      <ActionIcon size={24} onClick={run} aria-label={label}>
        <Icon size={14} />
      </ActionIcon>
    </Hint>
  );
}
