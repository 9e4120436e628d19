/** Which instances are chosen together, to do something with all of them. */
export interface FleetChoice {
  readonly chosen: readonly string[];
  /** Where a range begins; null before anything was clicked. */
  readonly anchor: string | null;
}

export const nothingChosen: FleetChoice = { chosen: [], anchor: null };

/**
 * Adds one, or takes it away.
 * @param current what is on screen, which is meant as well when somebody begins to choose; null when nothing is
 */
export function toggleChosen({ chosen }: FleetChoice, id: string, current: string | null): FleetChoice {
  const before = chosen.length === 0 && current !== null && current !== id ? [current] : chosen;
  const next = before.includes(id) ? before.filter((each) => each !== id) : [...before, id];
  return { chosen: next, anchor: id };
}

/**
 * Chooses everything from the anchor to one row, and nothing else.
 * @param shown the ids that are seen, in order
 * @param current where a range begins that has no anchor yet
 */
export function chooseRange(
  { anchor }: FleetChoice,
  shown: readonly string[],
  id: string,
  current: string | null,
): FleetChoice {
  const to = shown.indexOf(id);
  const begin = [anchor, current].find((each) => each !== null && shown.includes(each)) ?? id;
  const from = shown.indexOf(begin);
  if (to === -1) return { chosen: [], anchor };
  return { chosen: shown.slice(Math.min(from, to), Math.max(from, to) + 1), anchor: begin };
}
