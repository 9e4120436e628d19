import { useEffect, useMemo, useRef, useState } from 'react';
import type { Problem } from '../../../shared/models/problem.ts';
import type { Task } from '../../../shared/models/task.ts';
import { useApp, useFleet } from '../../app-context.tsx';
import { joinEnded, nextPageBefore } from './join-ended.ts';

/** How many are shown at first, and how many more each time. */
const step = 100;

export interface EndedTasks {
  readonly shown: readonly Task[];
  /** There are, or may be, more. */
  readonly more: boolean;
  readonly loading: boolean;
  /** Why the next ones could not be fetched. */
  readonly problem: Problem | null;
  readonly showMore: () => void;
}

/** The ended tasks of an instance, page by page: the window knows the newest ones of the fleet, the tower all. */
export function useEndedTasks(instanceId: string): EndedTasks {
  const { connection } = useApp();
  const tasks = useFleet((state) => state.tasks);
  const [older, setOlder] = useState<readonly Task[]>([]);
  const [wanted, setWanted] = useState(step);
  const [exhausted, setExhausted] = useState(false);
  const [loading, setLoading] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const stuck = useRef(false);
  const ended = useMemo(() => joinEnded(tasks, older, instanceId), [tasks, older, instanceId]);
  const lacks = ended.length < wanted && !exhausted && !loading && problem === null;

  useEffect(() => {
    if (!lacks) return;
    const load = async (): Promise<void> => {
      setLoading(true);
      const beforeEndedAt = nextPageBefore(ended, stuck.current);
      const page = await connection.command('task.history', {
        instanceId,
        limit: step,
        ...(beforeEndedAt === undefined ? {} : { beforeEndedAt }),
      });
      setLoading(false);
      if (!page.ok) {
        setProblem(page.problem);
        return;
      }
      const known = new Set(ended.map(({ id }) => id));
      const fresh = page.value.tasks.filter(({ id }) => !known.has(id));
      stuck.current = fresh.length === 0;
      setOlder((before) => [...before, ...fresh]);
      if (page.value.tasks.length < step) setExhausted(true);
    };
    void load();
  }, [lacks, ended, connection, instanceId]);

  return {
    shown: ended.slice(0, wanted),
    more: ended.length > wanted || !exhausted,
    loading,
    problem,
    showMore: () => {
      setProblem(null);
      if (problem === null) setWanted(wanted + step);
    },
  };
}
