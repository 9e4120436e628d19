import { useLayoutEffect } from 'react';

/**
 * Gives the focus back, when this goes, to what had it before: a person with a keyboard goes on where they were. A focus that
 * was put elsewhere on purpose stays there. Who came by a menu is led back to the button that opens it.
 */
export function useFocusBack(): void {
  useLayoutEffect(() => {
    const before = openerOf(document.activeElement);
    return () => {
      const now = document.activeElement;
      const isLost = now === null || now === document.body || now.closest('[role="dialog"]') !== null;
      if (isLost && before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);
}

/** A menu's item is gone by then; the menu has its name from the button. */
function openerOf(element: Element | null): Element | null {
  const button = element?.closest('[role="menu"]')?.getAttribute('aria-labelledby');
  return button == null ? element : document.getElementById(button);
}
