import { useEffect, useState } from 'react';
import { Flight } from './flight.ts';

/** For so long after a wheel, a finger or a key it is they who scroll, in milliseconds: wheels and pages run on. */
export const runOnFor = 700;
/** A leap is as far as this part of what is in sight. */
const leapOf = 0.75;

/** Tells when a person flies over a list. What goes somewhere by itself, however far, is no flight. */
export function useFlight(scroller: HTMLElement | null): Flight {
  const [flight] = useState(() => new Flight());
  useEffect(() => {
    if (scroller === null) return;
    let top = scroller.scrollTop;
    let movedAt = -Infinity;
    let grip = false;
    const moved = (): void => {
      movedAt = performance.now();
    };
    const grabbed = (): void => {
      grip = true;
    };
    const released = (): void => {
      grip = false;
    };
    const scrolled = (): void => {
      const by = Math.abs(scroller.scrollTop - top);
      top = scroller.scrollTop;
      if (by > scroller.clientHeight * leapOf && (grip || performance.now() - movedAt < runOnFor)) flight.leap();
    };
    scroller.addEventListener('wheel', moved, { passive: true });
    scroller.addEventListener('touchmove', moved, { passive: true });
    scroller.addEventListener('pointerdown', grabbed);
    window.addEventListener('pointerup', released);
    // Before the list itself hears of it, and draws.
    scroller.addEventListener('scroll', scrolled, { passive: true, capture: true });
    return () => {
      scroller.removeEventListener('wheel', moved);
      scroller.removeEventListener('touchmove', moved);
      scroller.removeEventListener('pointerdown', grabbed);
      window.removeEventListener('pointerup', released);
      scroller.removeEventListener('scroll', scrolled, { capture: true });
    };
  }, [scroller, flight]);
  return flight;
}
