import { useCallback } from 'react';
import { useApp, useCommand } from '../../app-context.tsx';

/** @returns what shows an instance in a window of its own */
export function useOpenWindow(): (id: string) => void {
  const { connection } = useApp();
  const run = useCommand();
  return useCallback(
    (id) => {
      if (connection.kind === 'electron') void run('host.openInstanceWindow', { id });
      else window.open(`${window.location.pathname}?instance=${id}`, '_blank', 'noopener');
    },
    [connection, run],
  );
}
