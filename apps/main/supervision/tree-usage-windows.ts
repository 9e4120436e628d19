import { execa } from 'execa';
import { z } from 'zod';
import type { ProcessUsage, UsageTable } from './tree-usage-table.ts';
import { parseProcessRows } from './windows-process-table.ts';

/** CIM writes numbers of 64 bits as numbers or as texts, whichever its version likes. */
const count = z.coerce.number().min(0).nullable();
const rowsSchema = z.array(
  z.object({ ProcessId: z.number(), KernelModeTime: count, UserModeTime: count, WorkingSetSize: count }),
);
const script =
  '@(Get-CimInstance Win32_Process | Select-Object ProcessId,ParentProcessId,' +
  "@{n='Started';e={$_.CreationDate.ToUniversalTime().Ticks.ToString()}}," +
  'KernelModeTime,UserModeTime,WorkingSetSize) | ConvertTo-Json -Compress';

/** Windows: all of a sample comes from one query of CIM, which is dear; trees are known by parentage alone. */
export class WindowsUsageTable implements UsageTable {
  async list(): Promise<readonly ProcessUsage[]> {
    const { stdout } = await execa('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', script]);
    return parseUsageRows(stdout);
  }

  markers(): Promise<ReadonlyMap<number, string>> {
    return Promise.resolve(new Map());
  }
}

/** Reads what CIM lists, as JSON: processor time in units of 100 ns, memory in bytes. */
export function parseUsageRows(json: string): readonly ProcessUsage[] {
  const rows = new Map(rowsSchema.parse(JSON.parse(json)).map((row) => [row.ProcessId, row]));
  return parseProcessRows(json).map((info) => {
    const row = rows.get(info.pid);
    const cpuMs = ((row?.KernelModeTime ?? 0) + (row?.UserModeTime ?? 0)) / 10_000;
    return { ...info, cpuMs, childCpuMs: 0, memoryBytes: row?.WorkingSetSize ?? 0 };
  });
}
