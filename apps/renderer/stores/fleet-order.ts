/**
 * Puts ids before or after another one; their own order among each other stays.
 * @param ids all, in order
 * @param moving those to be moved
 * @returns the same array when nothing would change
 */
export function placeBeside(
  ids: readonly string[],
  moving: readonly string[],
  target: string,
  side: 'before' | 'after',
): readonly string[] {
  const going = new Set(moving);
  if (going.has(target) || !ids.includes(target)) return ids;
  const rest = ids.filter((id) => !going.has(id));
  const moved = ids.filter((id) => going.has(id));
  const at = rest.indexOf(target) + (side === 'after' ? 1 : 0);
  const placed = [...rest.slice(0, at), ...moved, ...rest.slice(at)];
  return placed.every((id, index) => id === ids[index]) ? ids : placed;
}

/**
 * Moves one thing a step among those that are seen with it: the rows of its group, or the groups themselves.
 * @param ids all ids, in order
 * @param blocks what is seen, in order; each block is the ids that move as one
 * @param at the block that is moved
 * @returns null when it stands at that end already
 */
export function moveStep(
  ids: readonly string[],
  blocks: readonly (readonly string[])[],
  at: number,
  step: 1 | -1,
): readonly string[] | null {
  const moving = blocks[at];
  const neighbour = blocks[at + step];
  const target = step === 1 ? neighbour?.at(-1) : neighbour?.[0];
  if (moving === undefined || target === undefined) return null;
  return placeBeside(ids, moving, target, step === 1 ? 'after' : 'before');
}
