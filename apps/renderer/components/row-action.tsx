import { useRef, useState } from 'react';
import { ActionIcon, Tooltip } from '@mantine/core';
import type { LucideIcon } from 'lucide-react';

interface Props {
  readonly label: string;
  readonly icon: LucideIcon;
  readonly run: () => void;
  /** Shows the label although nothing points at it. */
  readonly told?: boolean;
}

/** A small button of a row of which there are many. */
export function RowAction({ label, icon: Icon, run, told = false }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  const [near, setNear] = useState(false);
  return (
    <>
      <ActionIcon
        ref={button}
        size={24}
        onClick={run}
        onMouseEnter={() => setNear(true)}
        onMouseLeave={() => setNear(false)}
        aria-label={label}
      >
        <Icon size={14} />
      </ActionIcon>
      {/* A transcript has hundreds of these, and each tooltip takes time to be made: there is one where the pointer is. */}
      {(near || told) && <Tooltip label={label} target={button} {...(told ? { opened: true } : {})} />}
    </>
  );
}
