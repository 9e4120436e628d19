import type { Tower } from '../tower.ts';
import { FleetView } from './fleet-view.ts';

/** @returns what the shell knows of a tower from now on. Nothing can happen between the snapshot and the following. */
export function followTower({ bus, handlers }: Tower): FleetView {
  const snapshot = handlers['tower.snapshot']({}, { id: 'shell', watch: () => undefined });
  // The tower answers this one from memory; a promise would be a change of its contract with us.
  if (snapshot instanceof Promise || !snapshot.ok) throw new Error('The tower gave no snapshot of itself.');
  return new FleetView(bus, snapshot.value);
}
