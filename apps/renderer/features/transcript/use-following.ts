import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { VirtuosoHandle } from 'react-virtuoso';
import { runOnFor } from './use-flight.ts';

/** The end is on screen when so little is left below, in pixels. */
export const nearEnd = 40;

const upKeys = ['ArrowUp', 'PageUp', 'Home'];
const downKeys = ['ArrowDown', 'PageDown', 'End'];

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
 * Whether the end is followed. It is a person who leaves the end and who comes back to it, never the content: text that grows
 * faster than the list is measured moves the end away, and what the list puts right by itself moves it back. So it is left
 * with the first turn of the wheel, wherever the list stands a moment later, and followed again by who moves down to it.
 * @param held the row that the list begins with and holds on to until a person moves; -1 begins at the end
 */
export function useFollowing(
  scroller: HTMLElement | null,
  list: RefObject<VirtuosoHandle | null>,
  held: number,
): Following {
  const begunAtEnd = held === -1;
  const [following, setFollowing] = useState(begunAtEnd);
  const [atEnd, setAtEnd] = useState(begunAtEnd);
  const wanted = useRef(begunAtEnd);
  /** Nobody has moved the list yet. */
  const untouched = useRef(true);
  const want = useCallback((next: boolean) => {
    untouched.current = false;
    wanted.current = next;
    setFollowing(next);
  }, []);

  useEffect(() => {
    if (scroller === null) return;
    let top = scroller.scrollTop;
    let grip = false;
    let fingerY = 0;
    let pushedDownAt = -Infinity;
    const isNearEnd = (): boolean => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight <= nearEnd;
    const push = (direction: number): void => {
      untouched.current = false;
      if (direction === 0) return;
      pushedDownAt = direction > 0 ? performance.now() : -Infinity;
      if (direction > 0 && isNearEnd()) want(true);
      // Where all is in sight there is nowhere to go to. Where the list stands says nothing: it may have gone all the way already.
      else if (direction < 0 && scroller.scrollHeight > scroller.clientHeight) want(false);
    };
    const wheel = ({ deltaY, ctrlKey }: WheelEvent): void => {
      // With Ctrl, which a pinch comes with too, it is the size of things that changes.
      if (!ctrlKey) push(deltaY);
    };
    const key = (event: KeyboardEvent): void => {
      if (isWriting(event.target)) return;
      if (upKeys.includes(event.key) || (event.key === ' ' && event.shiftKey)) push(-1);
      else if (downKeys.includes(event.key) || event.key === ' ') push(1);
    };
    const touched = ({ touches }: TouchEvent): void => {
      fingerY = touches[0]?.clientY ?? 0;
    };
    const dragged = ({ touches }: TouchEvent): void => {
      const y = touches[0]?.clientY ?? fingerY;
      push(fingerY - y);
      fingerY = y;
    };
    const grabbed = (): void => {
      untouched.current = false;
      grip = true;
    };
    const released = (): void => {
      grip = false;
    };
    const scrolled = (): void => {
      const by = scroller.scrollTop - top;
      top = scroller.scrollTop;
      // Which way the scroll bar is dragged is seen by what it does alone.
      if (grip && by < 0 && !isNearEnd()) want(false);
      else if (by > 0 && (grip || performance.now() - pushedDownAt < runOnFor) && isNearEnd()) want(true);
    };
    // Rows that grow, and a request that opens below and takes room from the list, move the end out of sight.
    const resized = new ResizeObserver(() => {
      if (wanted.current) scroller.scrollTop = scroller.scrollHeight;
    });
    resized.observe(scroller);
    const rows = scroller.querySelector('[data-testid="virtuoso-item-list"]');
    if (rows !== null) resized.observe(rows, { box: 'border-box' });
    const listening = new AbortController();
    const passive = { passive: true, signal: listening.signal };
    scroller.addEventListener('wheel', wheel, passive);
    scroller.addEventListener('touchstart', touched, passive);
    scroller.addEventListener('touchmove', dragged, passive);
    scroller.addEventListener('pointerdown', grabbed, passive);
    for (const end of ['pointerup', 'pointercancel']) window.addEventListener(end, released, passive);
    scroller.addEventListener('keydown', key, passive);
    scroller.addEventListener('scroll', scrolled, passive);
    return () => {
      resized.disconnect();
      listening.abort();
    };
  }, [scroller, want]);

  const follow = useCallback(() => {
    if (wanted.current) {
      // Not by the list, which would bring the view there again and again, until all is measured, also after somebody left.
      scroller?.scrollTo({ top: scroller.scrollHeight });
    } else if (untouched.current && held !== -1) {
      // The list puts itself there once, and by sizes that it only guesses.
      list.current?.scrollToIndex({ index: held, align: 'start' });
    }
  }, [scroller, list, held]);
  const jump = useCallback(() => {
    want(true);
    list.current?.scrollToIndex({ index: 'LAST', align: 'end' });
  }, [list, want]);
  const leave = useCallback(() => want(false), [want]);
  return { following, atEnd, setAtEnd, follow, jump, leave };
}

/** A field inside the list has these keys for itself. */
function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA'].includes(target.tagName));
}
