import { useEffect } from 'react';
import { acceleratorOf, forThisSystem, isMac } from '../../components/accelerator.ts';
import { useApp } from '../../app-context.tsx';
import { shortcutIds, shortcutsOf } from './shortcuts.ts';
import { useActions } from './use-actions.ts';

/**
 * Does what pressed keys stand for, wherever the focus is. Not over a dialog, which may hold what somebody has typed, and
 * not while an input method composes. A key that nothing can be done with now keeps its own meaning.
 */
export function useShortcuts(): void {
  const { fleet, view } = useApp();
  const actions = useActions();
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || event.repeat) return;
      const pressed = acceleratorOf(event);
      if (pressed === null) return;
      const shortcuts = shortcutsOf(fleet.getState().settings.shortcuts);
      const id = shortcutIds.find((each) => {
        const keys = shortcuts[each];
        return keys !== null && forThisSystem(keys, isMac) === pressed;
      });
      if (id === undefined || document.querySelector('[aria-modal="true"]') !== null) return;
      if (id === 'palette') {
        event.preventDefault();
        view.setState({ paletteOpen: true });
        return;
      }
      const action = actions().find(({ shortcut }) => shortcut === id);
      if (action === undefined) return;
      event.preventDefault();
      action.run();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [fleet, view, actions]);
}
