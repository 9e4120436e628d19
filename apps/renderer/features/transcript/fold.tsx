import type { ReactNode } from 'react';
import { UnstyledButton } from '@mantine/core';
import { ChevronRight } from 'lucide-react';
import classes from './fold.module.css';
import { useFold } from './folds.tsx';

interface Parts {
  readonly summary: ReactNode;
  /** Rendered only when it is open. */
  readonly children: () => ReactNode;
  /** Small buttons beside the line, seen while it is pointed at or one of them has the focus. */
  readonly actions?: ReactNode;
}
interface FoldProps extends Parts {
  readonly name: string;
  readonly initially?: boolean;
}

/** A line that unfolds. */
export function Fold({ name, initially = false, ...parts }: FoldProps) {
  const [open, toggle] = useFold(name, initially);
  return <FoldLine {...parts} open={open} onToggle={toggle} />;
}

interface LineProps extends Parts {
  readonly open: boolean;
  readonly onToggle: () => void;
}

/** A line that unfolds, where somebody else remembers whether it is open. */
export function FoldLine({ summary, children, actions, open, onToggle }: LineProps) {
  return (
    <div className={classes.fold}>
      <div className={classes.line}>
        <UnstyledButton className={classes.summary ?? ''} aria-expanded={open} onClick={onToggle}>
          <ChevronRight size={14} className={classes.chevron} data-open={open || undefined} aria-hidden />
          {summary}
        </UnstyledButton>
        {actions !== undefined && <span className={classes.actions}>{actions}</span>}
      </div>
      {open && <div className={classes.content}>{children()}</div>}
    </div>
  );
}
