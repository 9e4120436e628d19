import { useEffect } from 'react';
import { useApp } from '../../app-context.tsx';

/** What has an Escape of its own: it gives up what is open there, and no filter. */
const ownEscape = '[role="dialog"], [role="menu"], [role="listbox"], [aria-expanded="true"], textarea, input';

/** Escape takes away what the instances are narrowed to. */
export function useFilterEscape(): void {
  const { view } = useApp();
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || view.getState().soleId !== null) return;
      if (event.key !== 'Escape' || view.getState().statuses.length === 0) return;
      if (event.target instanceof Element && event.target.closest(ownEscape) !== null) return;
      event.preventDefault();
      view.setState({ statuses: [] });
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [view]);
}
