import type { Instance } from './instance.ts';
import type { Settings } from './settings.ts';

type Placed = Pick<Instance, 'id' | 'createdAt' | 'directory'>;

/** How a person has laid the instances. */
export type Laying = Pick<Settings, 'instanceOrder' | 'instanceGrouping'>;

/**
 * Instances in the order in which a person has laid them, and then oldest first: rows that jump about while agents work cannot
 * be clicked. Those of the same millisecond, as when several are made at once, stay in the order in which they are given:
 * the tower has them, and hands them out, as they were made.
 * @param order ids; those of instances that are not there do no harm
 */
export function inOrder<I extends Placed>(instances: readonly I[], order: readonly string[]): readonly I[] {
  const places = new Map(order.map((id, place) => [id, place]));
  const placeOf = ({ id }: Placed): number => places.get(id) ?? order.length;
  return [...instances].sort((a, b) => placeOf(a) - placeOf(b) || a.createdAt - b.createdAt);
}

/** Those that work in the same folder together, each group where its first one is. */
export function byDirectory<I extends Placed>(instances: readonly I[]): ReadonlyMap<string, readonly I[]> {
  const groups = new Map<string, I[]>();
  for (const instance of instances) {
    const group = groups.get(instance.directory);
    if (group === undefined) groups.set(instance.directory, [instance]);
    else group.push(instance);
  }
  return groups;
}

/** Instances as the list of the window and the application menu alike have them: in order, by project or flat. */
export function asLaid<I extends Placed>(instances: readonly I[], laying: Laying): readonly I[] {
  const listed = inOrder(instances, laying.instanceOrder);
  return laying.instanceGrouping === 'flat' ? listed : [...byDirectory(listed).values()].flat();
}
