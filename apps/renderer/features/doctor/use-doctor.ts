import { useCallback, useEffect, useState } from 'react';
import type { DoctorReport } from '../../../shared/models/doctor.ts';
import type { Problem } from '../../../shared/models/problem.ts';
import { useApp } from '../../app-context.tsx';

interface State {
  readonly report: DoctorReport | null;
  readonly problem: Problem | null;
  readonly busy: boolean;
}

/** Has the tower look at everything, at once and again on demand; what was seen before stays until there is something newer. */
export function useDoctor() {
  const { connection } = useApp();
  const [state, setState] = useState<State>({ report: null, problem: null, busy: true });
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    let current = true;
    void connection.command('tower.doctor', {}).then((answer) => {
      if (!current) return;
      setState((before) =>
        answer.ok
          ? { report: answer.value, problem: null, busy: false }
          : { ...before, problem: answer.problem, busy: false },
      );
    });
    return () => {
      current = false;
    };
  }, [connection, asked]);
  const again = useCallback(() => {
    setState((before) => ({ ...before, busy: true }));
    setAsked((times) => times + 1);
  }, []);
  return { ...state, again };
}
