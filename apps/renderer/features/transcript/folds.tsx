import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';

const FoldContext = createContext<Map<string, boolean> | null>(null);

/** Remembers what was unfolded, since a row of a virtual list forgets everything when it scrolls away. */
export function FoldProvider({ children }: { readonly children: ReactNode }) {
  const [folds] = useState(() => new Map<string, boolean>());
  return <FoldContext value={folds}>{children}</FoldContext>;
}

/** Whether the part named `key` is open, and a way to toggle it. */
export function useFold(key: string, initially = false): readonly [boolean, () => void] {
  const folds = useContext(FoldContext);
  const [open, setOpen] = useState(folds?.get(key) ?? initially);
  const toggle = useCallback(() => {
    setOpen((before) => {
      folds?.set(key, !before);
      return !before;
    });
  }, [folds, key]);
  return [open, toggle];
}
