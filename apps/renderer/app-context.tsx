import { createContext, type ReactNode, useCallback, useContext } from 'react';
import { useStore } from 'zustand';
import { notifications } from '@mantine/notifications';
import type { CallInput, CallName, CallOutput } from '../shared/contract/calls.ts';
import type { Instance } from '../shared/models/instance.ts';
import type { Problem, Result } from '../shared/models/problem.ts';
import type { AppModel } from './app-model.ts';
import type { FleetState } from './stores/fleet-state.ts';
import { shownInstance } from './stores/shown-instance.ts';
import type { ViewState } from './stores/view-state.ts';
import { useProblemWords } from './words/use-problem-words.ts';

const AppContext = createContext<AppModel | null>(null);

export function AppProvider({ model, children }: { readonly model: AppModel; readonly children: ReactNode }) {
  return <AppContext value={model}>{children}</AppContext>;
}

/** The window's model. Throws outside of `AppProvider`, which is a bug. */
export function useApp(): AppModel {
  const model = useContext(AppContext);
  if (model === null) throw new Error('useApp is used outside of AppProvider');
  return model;
}

/** Reads from the fleet's state; select what does not change with every event. */
export const useFleet = <T,>(selector: (state: FleetState) => T): T => useStore(useApp().fleet, selector);

export const useView = <T,>(selector: (state: ViewState) => T): T => useStore(useApp().view, selector);

/** The instance on screen: the one that the window is for, or the one chosen. Null shows all of them, on the wall. */
export function useSelectedInstance(): Instance | null {
  const soleId = useView((state) => state.soleId);
  const selectedId = useView((state) => state.selectedId);
  return useFleet((state) => shownInstance(state, { soleId, selectedId }));
}

/** The same by its id, for what does not care how it is. */
export function useSelectedId(): string | null {
  const soleId = useView((state) => state.soleId);
  const selectedId = useView((state) => state.selectedId);
  return useFleet((state) => shownInstance(state, { soleId, selectedId })?.id ?? null);
}

/** Shows a problem as a notification: what happened, and what to do next. */
export function useShowProblem(): (problem: Problem) => void {
  const words = useProblemWords();
  return useCallback(
    (problem: Problem) => {
      const { message, hint } = words(problem);
      notifications.show({ color: 'red', title: message, message: hint, autoClose: 12_000, withBorder: true });
    },
    [words],
  );
}

type Run = <N extends CallName>(name: N, input: CallInput<N>) => Promise<Result<CallOutput<N>>>;

/** Calls the tower, and shows a failure as a notification. For failures shown in place use `connection.command`. */
export function useCommand(): Run {
  const { connection } = useApp();
  const show = useShowProblem();
  return useCallback(
    async <N extends CallName>(name: N, input: CallInput<N>) => {
      const result = await connection.command(name, input);
      if (!result.ok) show(result.problem);
      return result;
    },
    [connection, show],
  );
}
