import type { ReactNode } from 'react';
import { UnstyledButton } from '@mantine/core';
import { ChevronRight } from 'lucide-react';
import classes from './fold.module.css';
import { useFold } from './folds.tsx';

interface Props {
  readonly name: string;
  readonly summary: ReactNode;
  /** Rendered only when it is open. */
  readonly children: () => ReactNode;
  readonly initially?: boolean;
}

/** A line that unfolds. */
export function Fold({ name, summary, children, initially = false }: Props) {
  const [open, toggle] = useFold(name, initially);
  return (
    <div className={classes.fold}>
      <UnstyledButton className={classes.summary ?? ''} aria-expanded={open} onClick={toggle}>
        <ChevronRight size={14} className={classes.chevron} data-open={open || undefined} aria-hidden />
        {summary}
      </UnstyledButton>
      {open && <div className={classes.content}>{children()}</div>}
    </div>
  );
}
