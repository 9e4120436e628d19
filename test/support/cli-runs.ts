import { Buffer } from 'node:buffer';
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { jsonObjectSchema } from '../../apps/shared/models/json.ts';

const folder = join(import.meta.dirname, '..', 'fixtures', 'cli-runs');

const metaSchema = z.looseObject({
  dir: z.literal('meta'),
  cli: z.string(),
  argv: z.array(z.string()),
  exit: z.object({ code: z.number().nullable(), signal: z.string().nullable() }),
  stderr: z.string(),
});
const recordSchema = z.looseObject({
  t: z.number(),
  dir: z.enum(['in', 'out', 'stderr']),
  raw: z.string().optional(),
  msg: jsonObjectSchema.optional(),
});

export interface RecordedLine {
  /** Milliseconds since the process was started. */
  readonly at: number;
  readonly direction: 'in' | 'out';
  /** The line without its end. */
  readonly line: string;
}

/** A run of the real CLI that was recorded: what went in, what came out, and how it ended. */
export interface CliRun {
  readonly name: string;
  readonly version: string;
  readonly argv: readonly string[];
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly stderr: string;
  /** Both directions, in order. The few stdout lines that the recorder cut for their length are left out. */
  readonly lines: readonly RecordedLine[];
}

/** The versions of which there are recordings. */
export const recordedVersions = (): readonly string[] => readdirSync(folder);

/** The names of a version's recordings, sorted. */
export const recordedNames = (version: string): readonly string[] =>
  readdirSync(join(folder, version))
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => basename(name, '.jsonl'))
    .toSorted();

/** Every recording of every version. */
export const allCliRuns = (): readonly CliRun[] =>
  recordedVersions().flatMap((version) => recordedNames(version).map((name) => readCliRun(version, name)));

/** One recording. Throws when there is none of that name, or when it is damaged. */
export function readCliRun(version: string, name: string): CliRun {
  const rows = readFileSync(join(folder, version, `${name}.jsonl`), 'utf8')
    .split('\n')
    .filter(Boolean);
  const meta = metaSchema.parse(JSON.parse(rows[0] ?? ''));
  const lines = rows.slice(1).flatMap((row): RecordedLine[] => {
    const record = recordSchema.parse(JSON.parse(row));
    if (record.dir === 'in') return [{ at: record.t, direction: 'in', line: record.raw ?? '' }];
    if (record.dir !== 'out' || !record.msg) return [];
    return [{ at: record.t, direction: 'out', line: JSON.stringify(record.msg) }];
  });
  const { argv, exit, stderr } = meta;
  return { name, version, argv, exitCode: exit.code, signal: exit.signal, stderr, lines };
}

/** The bytes of a run's stdout, as a pipe would bring them. */
export const stdoutOf = (run: CliRun): Buffer =>
  Buffer.from(run.lines.flatMap((line) => (line.direction === 'out' ? [`${line.line}\n`] : [])).join(''), 'utf8');
