import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';

type Folds = Readonly<Record<string, boolean>>;

const createFolds = (): StoreApi<Folds> => createStore<Folds>(() => ({}));

const FoldContext = createContext<StoreApi<Folds>>(createFolds());

/** Remembers what was unfolded, since a row of a virtual list forgets everything when it scrolls away. */
export function FoldProvider({ children }: { readonly children: ReactNode }) {
  const [folds] = useState(createFolds);
  return <FoldContext value={folds}>{children}</FoldContext>;
}

/** Whether the part named `key` is open, and a way to toggle it. */
export function useFold(key: string, initially = false): readonly [boolean, () => void] {
  const folds = useContext(FoldContext);
  const open = useStore(folds, (state) => state[key] ?? initially);
  const toggle = useCallback(
    () => folds.setState((state) => ({ [key]: !(state[key] ?? initially) })),
    [folds, key, initially],
  );
  return [open, toggle];
}

/** Opens parts by their names, whether they are on screen or not. */
export function useUnfold(): (keys: readonly string[]) => void {
  const folds = useContext(FoldContext);
  return useCallback((keys) => folds.setState(Object.fromEntries(keys.map((key) => [key, true]))), [folds]);
}
