import { useCallback, useEffect, useRef, useState } from 'react';
import type { CallOutput } from '../../../shared/contract/calls.ts';
import type { Problem } from '../../../shared/models/problem.ts';
import { useApp, useFleet } from '../../app-context.tsx';
import type { FleetState } from '../../stores/fleet-state.ts';

/** Processes come and go many at a time: it is read anew when that is over for so long, in milliseconds. */
const quietMs = 250;

interface State {
  readonly rules: CallOutput<'rules.list'> | null;
  readonly problem: Problem | null;
  readonly busy: boolean;
}

/** What the rules depend on as far as a window knows: which instances there are, where, and which process each has. */
const processesOf = ({ instances }: FleetState): string =>
  Object.values(instances)
    .map(({ id, pid, directory, deletedAt }) => (deletedAt === null ? `${id} ${String(pid)} ${directory}` : ''))
    .join('\n');

/**
 * Reads the rules, at once, on demand and when a process comes or goes; what was read before stays until there is news.
 * @param instanceId null for those of all instances
 */
export function useRules(instanceId: string | null) {
  const { connection } = useApp();
  const [state, setState] = useState<State>({ rules: null, problem: null, busy: true });
  const [asked, setAsked] = useState(0);
  const processes = useFleet(processesOf);
  const seen = useRef(processes);
  useEffect(() => {
    let current = true;
    const read = async (): Promise<void> => {
      seen.current = processes;
      const answer = await connection.command('rules.list', { instanceId });
      if (!current) return;
      setState((before) =>
        answer.ok
          ? { rules: answer.value, problem: null, busy: false }
          : { ...before, problem: answer.problem, busy: false },
      );
    };
    const timer = setTimeout(() => void read(), seen.current === processes ? 0 : quietMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [connection, instanceId, asked, processes]);
  const again = useCallback(() => {
    setState((before) => ({ ...before, busy: true }));
    setAsked((times) => times + 1);
  }, []);
  return { ...state, again };
}
