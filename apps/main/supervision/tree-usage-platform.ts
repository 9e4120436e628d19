import { LinuxUsageTable } from './tree-usage-linux.ts';
import { PosixUsageTable } from './tree-usage-posix.ts';
import type { UsageTable } from './tree-usage-table.ts';
import { WindowsUsageTable } from './tree-usage-windows.ts';

/** How a system is sampled, and how often that is worth its cost. */
export interface UsageSource {
  readonly table: UsageTable;
  /** Between two samples while somebody looks, in milliseconds. */
  readonly everyMs: number;
  /** The same while nobody does: limits are still watched. */
  readonly unwatchedMs: number;
}

/** A look costs a few milliseconds on Linux, some ten with `ps`, and most of a second with CIM. */
export function usageSourceFor(platform: NodeJS.Platform): UsageSource {
  if (platform === 'linux') return { table: new LinuxUsageTable(), everyMs: 3000, unwatchedMs: 15_000 };
  if (platform === 'win32') return { table: new WindowsUsageTable(), everyMs: 20_000, unwatchedMs: 60_000 };
  return { table: new PosixUsageTable(), everyMs: 5000, unwatchedMs: 20_000 };
}
