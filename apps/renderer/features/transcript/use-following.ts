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
}

/**
 * Whether the end is followed. It is a person who leaves the end, never the content: text that grows faster than the list
 * is measured also moves the end away, and must not count.
 * @param initially false where the list begins elsewhere, until somebody comes to the end
 */
export function useFollowing(
  scroller: HTMLElement | null,
  list: RefObject<VirtuosoHandle | null>,
  initially: boolean,
): Following {
  const [following, setFollowing] = useState(initially);
  const [atEnd, noteAtEnd] = useState(initially);
  const wanted = useRef(initially);
  // A list that begins elsewhere is at its end for a moment, until it has measured what follows: that is nobody's wish.
  const mayFollow = useRef(initially);
  const lastMove = useRef(0);

  useEffect(() => {
    if (scroller === null) return;
    const moved = (): void => {
      mayFollow.current = true;
      lastMove.current = performance.now();
    };
    let held = false;
    const grabbed = (): void => {
      mayFollow.current = true;
      held = true;
    };
    const released = (): void => {
      held = false;
    };
    const scrolled = (): void => {
      const fromEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
      if (fromEnd > 40 && (held || performance.now() - lastMove.current < 700) && wanted.current) {
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
  }, [list]);
  const jump = useCallback(() => {
    mayFollow.current = true;
    list.current?.scrollToIndex({ index: 'LAST', align: 'end' });
  }, [list]);
  return { following, atEnd, setAtEnd, follow, jump };
}
