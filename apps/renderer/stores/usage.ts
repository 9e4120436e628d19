import type { ResourceSample, TreeUsage, UsagePoint } from '../../shared/models/resources.ts';

/** As many as the tower keeps. */
const maxPoints = 240;

/** Adds what a sample says of an instance to its history, once; without news it is the very same history. */
export function appendPoint(
  points: readonly UsagePoint[],
  instanceId: string,
  sample: ResourceSample | null,
): readonly UsagePoint[] {
  const usage = sample?.instances[instanceId];
  if (sample === null || usage === undefined || sample.at <= (points.at(-1)?.at ?? 0)) return points;
  return [...points, { at: sample.at, ...usage }].slice(-maxPoints);
}

/** What all instances use together; null when none runs. Processor time counts as far as it is known. */
export function totalUsage(sample: ResourceSample | null): TreeUsage | null {
  const all = Object.values(sample?.instances ?? {});
  if (all.length === 0) return null;
  const known = all.flatMap(({ cpuPercent }) => cpuPercent ?? []);
  return {
    cpuPercent: known.length === 0 ? null : known.reduce((sum, percent) => sum + percent, 0),
    memoryBytes: all.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0),
    processes: all.reduce((sum, { processes }) => sum + processes, 0),
  };
}
