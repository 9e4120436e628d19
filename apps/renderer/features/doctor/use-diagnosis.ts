import { useCallback, useEffect, useState } from 'react';
import type { Diagnosis } from '../../../shared/models/cli.ts';
import type { Problem } from '../../../shared/models/problem.ts';
import { useApp } from '../../app-context.tsx';

interface State {
  readonly diagnosis: Diagnosis | null;
  readonly problem: Problem | null;
  readonly busy: boolean;
}

/** Has the tower look at everything that an agent needs; `check` looks again, at another executable if one is given. */
export function useDiagnosis() {
  const { connection } = useApp();
  const [state, setState] = useState<State>({ diagnosis: null, problem: null, busy: true });
  const check = useCallback(
    async (claudePath: string | null) => {
      setState((before) => ({ ...before, busy: true }));
      const answer = await connection.command('cli.diagnose', claudePath === null ? {} : { claudePath });
      setState((before) =>
        answer.ok
          ? { diagnosis: answer.value, problem: null, busy: false }
          : { ...before, problem: answer.problem, busy: false },
      );
    },
    [connection],
  );
  useEffect(() => {
    let current = true;
    void connection.command('cli.diagnose', {}).then((answer) => {
      if (!current) return;
      setState({ diagnosis: answer.ok ? answer.value : null, problem: answer.ok ? null : answer.problem, busy: false });
    });
    return () => {
      current = false;
    };
  }, [connection]);
  return { ...state, check };
}
