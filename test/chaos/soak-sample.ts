import { readdirSync, readlinkSync } from 'node:fs';
import type { InsideMeasure } from './inside-orders.ts';

/** What a tower uses at one moment. Bytes and counts. */
export interface SoakSample extends InsideMeasure {
  /** Milliseconds since the soak began. */
  readonly atMs: number;
  readonly descriptors: number;
  readonly sockets: number;
  /** Processes of the tower's family: agents, their tools, the guard. */
  readonly children: number;
  /** The files of the database. */
  readonly database: number;
  readonly turns: number;
}

/** How many files a process has open, and how many of them are sockets. */
export function descriptorsOf(pid: number): { readonly descriptors: number; readonly sockets: number } {
  const folder = `/proc/${pid}/fd`;
  const targets = readdirSync(folder).map((name) => {
    try {
      return readlinkSync(`${folder}/${name}`);
    } catch {
      return '';
    }
  });
  return { descriptors: targets.length, sockets: targets.filter((target) => target.startsWith('socket:')).length };
}

const measured = ['rss', 'heapUsed', 'external', 'handles', 'descriptors', 'sockets', 'children', 'database'] as const;
type Measured = (typeof measured)[number];

/** What each measure grows by in an hour: the least squares' line through the second half of the samples. */
export function slopesOf(samples: readonly SoakSample[]): Readonly<Record<Measured, number>> {
  const late = samples.slice(Math.floor(samples.length / 2));
  const meanAt = mean(late.map(({ atMs }) => atMs));
  const spread = late.reduce((sum, { atMs }) => sum + (atMs - meanAt) ** 2, 0);
  const slope = (name: Measured): number => {
    const middle = mean(late.map((sample) => sample[name]));
    const together = late.reduce((sum, sample) => sum + (sample.atMs - meanAt) * (sample[name] - middle), 0);
    return spread === 0 ? 0 : Math.round((together / spread) * 3_600_000);
  };
  return Object.fromEntries(measured.map((name) => [name, slope(name)])) as Record<Measured, number>;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
