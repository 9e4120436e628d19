import { useEffect } from 'react';
import { useApp, useFleet } from '../../app-context.tsx';

/** Only what stays in sight for so long is asked for, in milliseconds: not everything that is scrolled past. */
const settledMs = 150;

/** Has the words of the instances in sight looked up, and sent as they are written; of the others the tower sends no deltas. */
export function useWatchedWords(instanceIds: readonly string[]): void {
  const { connection, lastWords } = useApp();
  const live = useFleet((state) => state.link === 'live');
  // The same ids in the same order are the same wish.
  const wish = instanceIds.join(' ');
  useEffect(() => {
    if (!live) return;
    const ids = wish === '' ? [] : wish.split(' ');
    const timer = setTimeout(() => {
      connection.watch(ids);
      lastWords.want(ids);
    }, settledMs);
    return () => clearTimeout(timer);
  }, [connection, lastWords, live, wish]);
}
