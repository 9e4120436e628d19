import type { Log } from '../logging/log.ts';
import { InstanceScopes } from './instance-scopes.ts';
import { LinuxProcessTable } from './linux-process-table.ts';
import { PosixProcessTable } from './posix-process-table.ts';
import { ProcessGuard } from './process-guard.ts';
import type { ProcessTable } from './process-table.ts';
import { WindowsProcessTable } from './windows-process-table.ts';

/** The process table of this computer's system. */
export function processTableFor(platform: NodeJS.Platform): ProcessTable {
  if (platform === 'linux') return new LinuxProcessTable();
  if (platform === 'win32') return new WindowsProcessTable();
  return new PosixProcessTable();
}

/**
 * The guard of this computer's system; null where none is needed: on Windows Node puts its children into a job, which ends
 * with us and takes them along.
 * @param onFailure hears why there is none (any more)
 */
export function guardFor(platform: NodeJS.Platform, onFailure: (reason: string) => void): ProcessGuard | null {
  return platform === 'win32' ? null : new ProcessGuard({ platform, onFailure });
}

/**
 * The scopes of this computer's system; null where it has none. Whether one can be had is found out at once, beside whatever
 * else a start does.
 */
export function scopesFor(platform: NodeJS.Platform, log: Log): InstanceScopes | null {
  if (platform !== 'linux') return null;
  const scopes = new InstanceScopes({ log });
  void scopes.probe();
  return scopes;
}
