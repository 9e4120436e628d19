import { LinuxProcessTable } from './linux-process-table.ts';
import { PosixProcessTable } from './posix-process-table.ts';
import type { ProcessTable } from './process-table.ts';
import { WindowsProcessTable } from './windows-process-table.ts';

/** The process table of this computer's system. */
export function processTableFor(platform: NodeJS.Platform): ProcessTable {
  if (platform === 'linux') return new LinuxProcessTable();
  if (platform === 'win32') return new WindowsProcessTable();
  return new PosixProcessTable();
}
