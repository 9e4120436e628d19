import { useCallback } from 'react';
import { useApp } from '../../app-context.tsx';
import { theWall } from '../../stores/view-state.ts';

/** Shows all instances, on the wall. */
export function useShowWall(): () => void {
  const { view } = useApp();
  return useCallback(() => view.setState(theWall), [view]);
}
