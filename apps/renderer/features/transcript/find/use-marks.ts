import { useEffect, useRef } from 'react';
import { rangesOf } from './text-ranges.ts';

/** Names that the style sheet paints. */
const allMarks = 'transcript-find';
const currentMarks = 'transcript-find-current';

/**
 * Marks a text in the rows on screen, whatever is drawn anew or scrolls in. The browser paints the marks: nothing is changed
 * in what React has drawn.
 * @param text empty marks nothing
 * @param current the key of the row that somebody has gone to; its first mark is brought into view once
 */
export function useMarks(scroller: HTMLElement | null, text: string, current: string | null, jumps: number): void {
  const settled = useRef(0);
  useEffect(() => {
    const wanted = text.trim().toLowerCase();
    if (scroller === null || wanted === '') return;
    let frame = 0;
    const mark = (): void => {
      frame = 0;
      const rows = [...scroller.querySelectorAll('[data-row]')];
      const ranges = new Map(rows.map((row) => [row.getAttribute('data-row'), rangesOf(row, wanted)]));
      const here = (current === null ? undefined : ranges.get(current)) ?? [];
      CSS.highlights.set(allMarks, new Highlight(...[...ranges.values()].flat()));
      CSS.highlights.set(currentMarks, new Highlight(...here));
      const [first] = here;
      if (first !== undefined && settled.current !== jumps) {
        settled.current = jumps;
        bringIntoView(scroller, first);
      }
    };
    const soon = (): void => {
      if (frame === 0) frame = requestAnimationFrame(mark);
    };
    const changes = new MutationObserver(soon);
    changes.observe(scroller, { subtree: true, childList: true, characterData: true });
    soon();
    return () => {
      changes.disconnect();
      cancelAnimationFrame(frame);
      CSS.highlights.delete(allMarks);
      CSS.highlights.delete(currentMarks);
    };
  }, [scroller, text, current, jumps]);
}

/** A row may be longer than the window. */
function bringIntoView(scroller: HTMLElement, range: Range): void {
  const place = range.getBoundingClientRect();
  const view = scroller.getBoundingClientRect();
  if (place.top >= view.top + 48 && place.bottom <= view.bottom) return;
  scroller.scrollTop += place.top - view.top - view.height / 3;
}
