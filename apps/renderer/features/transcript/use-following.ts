import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { VirtuosoHandle } from 'react-virtuoso';

interface Following {
  /** Whether new text pulls the view along. */
  readonly following: boolean;
  /** Whether the end is on screen, followed or not. */
  readonly atEnd: boolean;
  readonly setAtEnd: (atEnd: boolean) => void;
  /** To be called when the content's height changed. */
  readonly follow: () => void;
  /** Goes to the end, and follows it from there. */
  readonly jump: () => void;
  /** Lets go of the end, for somebody who is taken elsewhere. */
  readonly leave: () => void;
}

/**
 * Whether the end is followed. It is a person who leaves the end, never the content: text that grows faster than the list
 * is measured also moves the end away, and must not count.
 * @param held the row that the list begins with and holds on to until a person moves; -1 begins at the end
 */
export function useFollowing(
  scroller: HTMLElement | null,
  list: RefObject<VirtuosoHandle | null>,
  held: number,
): Following {
  const begunAtEnd = held === -1;
  const [following, setFollowing] = useState(begunAtEnd);
  const [atEnd, noteAtEnd] = useState(begunAtEnd);
  const wanted = useRef(begunAtEnd);
  // A list that begins elsewhere is at its end for a moment, until it has measured what follows: that is nobody's wish.
  const mayFollow = useRef(begunAtEnd);
  const lastMove = useRef(0);

  useEffect(() => {
    if (scroller === null) return;
    const moved = (): void => {
      mayFollow.current = true;
      lastMove.current = performance.now();
    };
    let grip = false;
    const grabbed = (): void => {
      mayFollow.current = true;
      grip = true;
    };
    const released = (): void => {
      grip = false;
    };
    const scrolled = (): void => {
      const fromEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
      if (fromEnd > 40 && (grip || performance.now() - lastMove.current < 700) && wanted.current) {
        wanted.current = false;
        setFollowing(false);
      }
    };
    const wheel = (event: WheelEvent): void => {
      mayFollow.current = true;
      if (event.deltaY < 0) moved();
    };
    const key = (event: KeyboardEvent): void => {
      mayFollow.current = true;
      if (['ArrowUp', 'PageUp', 'Home'].includes(event.key)) moved();
    };
    // A request that opens below takes room from the list: its end moves out of sight.
    const resized = new ResizeObserver(() => {
      if (wanted.current) scroller.scrollTop = scroller.scrollHeight;
    });
    resized.observe(scroller);
    scroller.addEventListener('wheel', wheel, { passive: true });
    scroller.addEventListener('touchmove', moved, { passive: true });
    scroller.addEventListener('pointerdown', grabbed);
    window.addEventListener('pointerup', released);
    scroller.addEventListener('keydown', key);
    scroller.addEventListener('scroll', scrolled, { passive: true });
    return () => {
      resized.disconnect();
      scroller.removeEventListener('wheel', wheel);
      scroller.removeEventListener('touchmove', moved);
      scroller.removeEventListener('pointerdown', grabbed);
      window.removeEventListener('pointerup', released);
      scroller.removeEventListener('keydown', key);
      scroller.removeEventListener('scroll', scrolled);
    };
  }, [scroller]);

  const setAtEnd = useCallback((there: boolean) => {
    noteAtEnd(there);
    if (!there || !mayFollow.current) return;
    wanted.current = true;
    setFollowing(true);
  }, []);
  const follow = useCallback(() => {
    if (wanted.current) list.current?.scrollToIndex({ index: 'LAST', align: 'end' });
    // The list puts itself there once, and by sizes that it only guesses.
    else if (!mayFollow.current && held !== -1) list.current?.scrollToIndex({ index: held, align: 'start' });
  }, [list, held]);
  const jump = useCallback(() => {
    mayFollow.current = true;
    list.current?.scrollToIndex({ index: 'LAST', align: 'end' });
  }, [list]);
  const leave = useCallback(() => {
    mayFollow.current = true;
    wanted.current = false;
    setFollowing(false);
  }, []);
  return { following, atEnd, setAtEnd, follow, jump, leave };
}
