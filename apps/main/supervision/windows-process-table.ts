import { execa } from 'execa';
import { z } from 'zod';
import { sendSignal, type ProcessInfo, type ProcessTable } from './process-table.ts';

const rowsSchema = z.array(
  z.object({ ProcessId: z.number(), ParentProcessId: z.number(), Started: z.string().regex(/^\d+$/).nullable() }),
);
const script =
  '@(Get-CimInstance Win32_Process | Select-Object ProcessId,ParentProcessId,' +
  "@{n='Started';e={$_.CreationDate.ToUniversalTime().Ticks.ToString()}}) | ConvertTo-Json -Compress";

/**
 * Windows: the process list comes from CIM. The environment of another process cannot be read there, so a tree is found
 * by parentage alone: what lost its parent is not found.
 */
export class WindowsProcessTable implements ProcessTable {
  async list(): Promise<readonly ProcessInfo[]> {
    const { stdout } = await execa('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', script]);
    return parseProcessRows(stdout);
  }

  async find(pid: number): Promise<ProcessInfo | null> {
    return (await this.list()).find((info) => info.pid === pid) ?? null;
  }

  withEnvironment(): Promise<readonly number[]> {
    return Promise.resolve([]);
  }

  inScope(): Promise<readonly number[]> {
    return Promise.resolve([]);
  }

  endScope(): Promise<void> {
    return Promise.resolve();
  }

  kill(pid: number, signal: NodeJS.Signals): boolean {
    return sendSignal(pid, signal);
  }
}

/**
 * Reads what CIM lists, as JSON. A process keeps the number of its parent when that is gone, and the number may be another's
 * by now: one that started later is nobody's parent, and the process gets parent 0.
 */
export function parseProcessRows(json: string): readonly ProcessInfo[] {
  const rows = rowsSchema.parse(JSON.parse(json));
  const started = new Map(rows.map((row) => [row.ProcessId, row.Started]));
  return rows.map((row) => {
    const parentStarted = started.get(row.ParentProcessId) ?? null;
    const tooLate = parentStarted !== null && row.Started !== null && BigInt(parentStarted) > BigInt(row.Started);
    return {
      pid: row.ProcessId,
      parentPid: tooLate ? 0 : row.ParentProcessId,
      startTime: row.Started ?? '',
      ended: false,
    };
  });
}
