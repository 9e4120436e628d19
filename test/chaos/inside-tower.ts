import { chaosShiftVariable, type InsideMeasure, type InsideOrder, type InsideShift } from './inside-orders.ts';

/**
 * Loaded into the tower before its own program: jumps its clock, and tells what it uses. Node has no way to change the time
 * of one process, and the system's own must not be touched.
 */
const RealDate = Date;
let shiftMs = Number(process.env[chaosShiftVariable] ?? 0);
const shiftedNow = (): number => RealDate.now() + shiftMs;

globalThis.Date = new Proxy(RealDate, {
  construct: (target, given: unknown[], newTarget) =>
    Reflect.construct(target, given.length === 0 ? [shiftedNow()] : given, newTarget) as object,
  apply: () => new RealDate(shiftedNow()).toString(),
  get: (target, name, receiver): unknown => (name === 'now' ? shiftedNow : Reflect.get(target, name, receiver)),
});

process.on('message', (order: InsideOrder) => {
  if (order.kind === 'shift') {
    shiftMs = order.shiftMs;
    answer({ shiftedBy: shiftMs });
  } else {
    globalThis.gc?.();
    answer({ ...process.memoryUsage(), handles: process.getActiveResourcesInfo().length });
  }
});
/** Whoever asked may be gone; the tower goes on all the same. */
function answer(told: InsideMeasure | InsideShift): void {
  process.send?.(told, undefined, {}, () => undefined);
}
// To be listened to must not keep the tower alive.
process.channel?.unref();
