import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import type { InsideMeasure } from './inside-orders.ts';

/** What is in memory for a process, by where it comes from, as the system tells it. Bytes. */
export interface ResidentMemory {
  /** Its own: heap, malloc, stacks. */
  readonly rssAnon: number;
  /** Files that it has mapped: the program itself, and the index of the database's log. */
  readonly rssFile: number;
  readonly rssShmem: number;
}

/** What a tower uses at one moment. Bytes and counts. */
export interface SoakSample extends InsideMeasure, ResidentMemory {
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

/** @param pid a process that is alive */
export function residentOf(pid: number): ResidentMemory {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const bytes = (name: string): number =>
    1024 * Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'mu').exec(status)?.[1] ?? 0);
  return { rssAnon: bytes('RssAnon'), rssFile: bytes('RssFile'), rssShmem: bytes('RssShmem') };
}

const measured = [
  ...(['rss', 'rssAnon', 'rssFile', 'rssShmem', 'heapUsed', 'heapTotal', 'external', 'arrayBuffers'] as const),
  ...(['handles', 'descriptors', 'sockets', 'children', 'database'] as const),
] as const;
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
