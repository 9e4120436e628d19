import { execa } from 'execa';
import { z } from 'zod';
import { sendSignal, type ProcessInfo, type ProcessTable } from './process-table.ts';

const rowsSchema = z.array(
  z.object({ ProcessId: z.number(), ParentProcessId: z.number(), Started: z.union([z.string(), z.null()]) }),
);
const script =
  '@(Get-CimInstance Win32_Process | Select-Object ProcessId,ParentProcessId,' +
  "@{n='Started';e={$_.CreationDate.ToUniversalTime().Ticks.ToString()}}) | ConvertTo-Json -Compress";

/**
 * Windows: the process list comes from CIM. The environment of another process cannot be read there, so a tree is found
 * by parentage alone; parents that are gone keep their number in their children, which serves as well.
 */
export class WindowsProcessTable implements ProcessTable {
  async list(): Promise<readonly ProcessInfo[]> {
    const { stdout } = await execa('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', script]);
    return rowsSchema.parse(JSON.parse(stdout)).map((row) => ({
      pid: row.ProcessId,
      parentPid: row.ParentProcessId,
      startTime: row.Started ?? '',
      ended: false,
    }));
  }

  async find(pid: number): Promise<ProcessInfo | null> {
    return (await this.list()).find((info) => info.pid === pid) ?? null;
  }

  withEnvironment(): Promise<readonly number[]> {
    return Promise.resolve([]);
  }

  kill(pid: number, signal: NodeJS.Signals): boolean {
    return sendSignal(pid, signal);
  }
}
