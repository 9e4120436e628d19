import { z } from 'zod';

/** How far the tower's clock is off when it starts, in milliseconds. */
export const chaosShiftVariable = 'CHAOS_CLOCK_SHIFT';

/** What the module within the tower is told, over the channel of its process. */
export type InsideOrder =
  /** To be answered with an `InsideShift`. */
  | { readonly kind: 'shift'; readonly shiftMs: number }
  /** To be answered with an `InsideMeasure`; memory is collected first where that can be asked for. */
  | { readonly kind: 'measure' };

/** The clock is off by so much from now on, in milliseconds. */
export const insideShiftSchema = z.object({ shiftedBy: z.number() });
export type InsideShift = z.infer<typeof insideShiftSchema>;

/** Bytes, and how many things keep the event loop busy. */
export const insideMeasureSchema = z.object({
  rss: z.number(),
  heapUsed: z.number(),
  /** What the heap has reserved; the rest of it is free within the process. */
  heapTotal: z.number(),
  /** Outside the heap and known to it; `arrayBuffers` is a part of it. */
  external: z.number(),
  arrayBuffers: z.number(),
  handles: z.number(),
});
export type InsideMeasure = z.infer<typeof insideMeasureSchema>;
