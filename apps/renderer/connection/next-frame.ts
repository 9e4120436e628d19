import type { Soon } from './frame-gatherer.ts';

/** A window that is not seen gets no frames; what it shows may be this old then, in milliseconds. */
const longestMs = 100;

/** With the next frame, or a little later where there are none. */
export const nextFrame: Soon = (run) => {
  const frame = requestAnimationFrame(run);
  const timer = setTimeout(run, longestMs);
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
};
