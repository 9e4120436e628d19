import { type FocusEvent, type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';

/**
 * Moves the focus among rules by arrows; one of them is reached with the Tab key. When the rule in focus goes away, the next
 * one gets it.
 * @param keys of the rules that are drawn and can be taken back, from the first to the last
 * @param leave gets the focus when there is no rule left, and where one goes up from the first
 */
export function useRuleKeys(keys: readonly string[], leave: () => void) {
  const list = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  /** Where the rule stood that is being taken back by keys or by a click. */
  const lost = useRef<number | null>(null);
  const active = chosen !== null && keys.includes(chosen) ? chosen : (keys[0] ?? null);

  const focus = useCallback((index: number): void => {
    const buttons = list.current?.querySelectorAll<HTMLElement>('[data-rule-button]') ?? [];
    buttons[Math.min(index, buttons.length - 1)]?.focus();
  }, []);

  useEffect(() => {
    if (lost.current === null || (chosen !== null && keys.includes(chosen))) return;
    const index = lost.current;
    lost.current = null;
    if (keys.length === 0) leave();
    else focus(index);
  }, [keys, chosen, focus, leave]);

  const press = (event: KeyboardEvent): void => {
    const { target, key } = event;
    if (!(target instanceof HTMLElement)) return;
    const at = keys.indexOf(target.dataset['ruleButton'] ?? '');
    if (at === -1) return;
    if (key === 'ArrowDown') focus(at + 1);
    else if (key === 'ArrowUp' && at > 0) focus(at - 1);
    else if (key === 'ArrowUp') leave();
    else if (key === 'Home') focus(0);
    else if (key === 'End') focus(keys.length - 1);
    else if (key === 'Delete' || key === 'Backspace') target.click();
    else return;
    event.preventDefault();
  };

  const follow = ({ target }: FocusEvent<HTMLElement>): void => {
    const key = target.dataset['ruleButton'];
    if (key !== undefined) setChosen(key);
  };

  return {
    list,
    active,
    /** To the first rule, from what stands above. */
    enter: (): void => focus(0),
    press,
    follow,
    /** The rule in focus is about to go. */
    losing: (): void => {
      lost.current = active === null ? null : keys.indexOf(active);
    },
  };
}
