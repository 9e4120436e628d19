import { type MouseEvent, useCallback } from 'react';
import { useApp } from '../../app-context.tsx';
import { chooseRange, nothingChosen, toggleChosen } from '../../stores/fleet-choice.ts';
import { shownInstance } from '../../stores/shown-instance.ts';

/** How a click or a key means an instance: alone, one more, or everything up to it. */
export type Manner = 'show' | 'toggle' | 'range';

export function mannerOf(event: Pick<MouseEvent, 'ctrlKey' | 'metaKey' | 'shiftKey'>): Manner {
  return event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'show';
}

/** Shows an instance, or chooses it together with others. */
export function useChoose(): (id: string, manner: Manner, shown: readonly string[]) => void {
  const { view, fleet } = useApp();
  return useCallback(
    (id, manner, shown) => {
      const { choice } = view.getState();
      const current = shownInstance(fleet.getState(), view.getState())?.id ?? null;
      if (manner === 'range') view.setState({ choice: chooseRange(choice, shown, id, current) });
      else if (manner === 'toggle') view.setState({ choice: toggleChosen(choice, id, current) });
      else view.setState({ selectedId: id, sidebarOpen: false, choice: { ...nothingChosen, anchor: id } });
    },
    [view, fleet],
  );
}
