import { desktopFaults } from './faults/desktop-faults.ts';
import type { Fault } from './faults/fault.ts';
import { guardFaults } from './faults/guard-faults.ts';
import { outsideFaults } from './faults/outside-faults.ts';
import { startFaults } from './faults/start-faults.ts';

/** All faults, in the order in which they are tried. */
export const faults: readonly Fault[] = [...startFaults, ...guardFaults, ...desktopFaults, ...outsideFaults];
