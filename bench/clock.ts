/**
 * Milliseconds of a clock that every process of this computer shares and that is never set, so that a time written by one
 * process can be compared with one read by another. Only differences mean anything.
 */
export function clock(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
