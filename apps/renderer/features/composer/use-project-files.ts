import { useEffect, useState } from 'react';
import { useApp } from '../../app-context.tsx';

/** Letters that come faster than this are asked for together, in milliseconds. */
const typingMs = 40;

const none: readonly string[] = [];

/**
 * The paths of an instance's working directory that fit what is typed. While the next answer is awaited, the last one stays.
 * @param query null: nobody asks
 */
export function useProjectFiles(instanceId: string, query: string | null): readonly string[] {
  const { connection } = useApp();
  const [found, setFound] = useState({ instanceId, paths: none });
  useEffect(() => {
    if (query === null) return;
    let current = true;
    const timer = setTimeout(() => {
      void connection.command('file.find', { instanceId, query }).then((answer) => {
        if (current) setFound({ instanceId, paths: answer.ok ? answer.value.paths : none });
      });
    }, typingMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [connection, instanceId, query]);
  return query === null || found.instanceId !== instanceId ? none : found.paths;
}
