import { useEffect, useRef } from 'react';
import classes from './composer.module.css';
import type { Suggestion, Suggestions } from './use-suggestions.ts';

interface Props extends Pick<Suggestions, 'label' | 'items' | 'index'> {
  /** By which the field says which one is chosen. */
  readonly idOf: (index: number) => string;
  readonly onChoose: (chosen: Suggestion) => void;
}

/** What fits the word that is typed; the keys are handled by the prompt's field, which keeps the focus. */
export function SuggestionMenu({ label, items, index, idOf, onChoose }: Props) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.children[index]?.scrollIntoView({ block: 'nearest' });
  }, [index]);
  return (
    <ul className={classes.menu} role="listbox" aria-label={label} ref={list}>
      {items.map((item, at) => (
        <li
          key={item.name}
          id={idOf(at)}
          role="option"
          aria-selected={at === index}
          className={classes.command}
          onPointerDown={(event) => {
            event.preventDefault();
            onChoose(item);
          }}
        >
          <span className={classes.commandName}>{item.name}</span>
          {item.about !== '' && <span className={classes.commandAbout}>{item.about}</span>}
        </li>
      ))}
    </ul>
  );
}
