import { useCallback, useEffect, useState } from 'react';
import type { CallOutput } from '../../../shared/contract/calls.ts';
import type { Problem } from '../../../shared/models/problem.ts';
import { useApp, useFleet } from '../../app-context.tsx';
import type { FleetState } from '../../stores/fleet-state.ts';

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
  useEffect(() => {
    let current = true;
    void connection.command('rules.list', { instanceId }).then((answer) => {
      if (!current) return;
      setState((before) =>
        answer.ok
          ? { rules: answer.value, problem: null, busy: false }
          : { ...before, problem: answer.problem, busy: false },
      );
    });
    return () => {
      current = false;
    };
  }, [connection, instanceId, asked, processes]);
  const again = useCallback(() => {
    setState((before) => ({ ...before, busy: true }));
    setAsked((times) => times + 1);
  }, []);
  return { ...state, again };
}
