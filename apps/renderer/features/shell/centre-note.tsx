import type { ReactNode } from 'react';
import { EmptyState } from '@mantine/core';
import { TowerControl } from 'lucide-react';
import classes from './app.module.css';

interface Props {
  readonly title: string;
  readonly description: string;
  /** What can be done about it. */
  readonly children?: ReactNode;
}

/** What fills the window while there is no instance to show. */
export function CentreNote({ title, description, children }: Props) {
  return (
    <div className={classes.welcome}>
      <EmptyState
        size="lg"
        maw={520}
        icon={<TowerControl size={34} />}
        variant="light"
        title={title}
        description={description}
      >
        {children}
      </EmptyState>
    </div>
  );
}
