import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef } from 'react';

const cardsIn = (place: Element): readonly HTMLElement[] => [
  ...place.querySelectorAll<HTMLElement>('[data-testid="request-card"]'),
];

/** Where the cards are among which one moves: the inbox, or above where one writes. */
const placeOf = (card: Element): Element => card.closest('[data-cards]') ?? card;

interface CardFocus {
  readonly card: RefObject<HTMLDivElement | null>;
  /** Notes that the card is being answered: its buttons lose the focus by that. */
  readonly hold: () => void;
  /** The answer was refused: the focus comes back. */
  readonly release: () => void;
  /** Goes to the card above or below, from the card itself. @returns whether the key was one of these */
  readonly step: (event: KeyboardEvent<HTMLElement>) => boolean;
}

/**
 * Keeps the focus among the requests: once one is answered it goes to the next, after the last to where one writes. So one
 * answers many without looking for the focus each time.
 */
export function useCardFocus(): CardFocus {
  const card = useRef<HTMLDivElement>(null);
  const held = useRef(false);
  useLayoutEffect(() => {
    const own = card.current;
    return () => {
      if (own === null || !(held.current || own.contains(document.activeElement))) return;
      const place = placeOf(own);
      const cards = cardsIn(place);
      const at = cards.indexOf(own);
      const next = cards[at + 1] ?? cards[at - 1];
      requestAnimationFrame(() => goOn(place, next));
    };
  }, []);
  return {
    card,
    hold: () => {
      held.current = card.current?.contains(document.activeElement) ?? false;
    },
    release: () => {
      if (held.current) card.current?.focus();
      held.current = false;
    },
    step: ({ key, target }) => {
      const own = card.current;
      const by = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
      if (own === null || target !== own || by === 0) return false;
      const cards = cardsIn(placeOf(own));
      cards[cards.indexOf(own) + by]?.focus();
      return true;
    },
  };
}

/** @param next may be gone as well, where many were answered at once */
function goOn(place: Element, next: HTMLElement | undefined): void {
  const now = document.activeElement;
  if (now !== null && now !== document.body) return;
  const others = place.isConnected ? [...cardsIn(place), ...place.querySelectorAll('button')] : [];
  const writing = document.querySelector<HTMLElement>('[data-composer-input]');
  (next?.isConnected === true ? next : (others[0] ?? writing))?.focus();
}
