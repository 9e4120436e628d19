import { addUp, faultPlaces, type Injected } from './injected.ts';
import type { FaultKind, RoundReport } from './round.ts';

/** All rounds together. */
export interface ChaosSummary {
  readonly rounds: number;
  /** Signals that were sent to towers to end them. */
  readonly kills: number;
  readonly orphans: number;
  readonly lost: number;
  readonly duplicated: number;
  readonly disagreements: number;
  readonly seed: number;
  /** How long after a SIGKILL nothing of the tower's work was alive any more. */
  readonly guard: { readonly kills: number; readonly medianMs: number; readonly worstMs: number };
  /** What was really done to the towers and what they work with: zeros above say little without it. */
  readonly injected: Injected;
}

export function sumUp(seed: number, reports: readonly RoundReport[]): ChaosSummary {
  const count = (kind: FaultKind): number =>
    reports.flatMap(({ faults }) => faults.filter((one) => one.kind === kind)).length;
  const guardMs = reports.flatMap((report) => report.guardMs).sort((a, b) => a - b);
  return {
    rounds: reports.length,
    kills: reports.reduce((sum, { kills }) => sum + kills, 0),
    orphans: count('orphan'),
    lost: count('lost'),
    duplicated: count('duplicated'),
    disagreements: count('disagreement'),
    seed,
    guard: {
      kills: guardMs.length,
      medianMs: Math.round(guardMs[Math.floor(guardMs.length / 2)] ?? 0),
      worstMs: Math.round(guardMs.at(-1) ?? 0),
    },
    injected: addUp(reports.map(({ injected }) => injected)),
  };
}

export const exitCodeOf = ({ orphans, lost, duplicated, disagreements }: ChaosSummary): number =>
  orphans + lost + duplicated + disagreements === 0 ? 0 : 1;

/** A line a round, and for each fault what it was and how the round is played again. */
export function describeRound(report: RoundReport, share: number): readonly string[] {
  const { seed, round, kills, tasks, facts, prompts, requests, smallDisk, faults, guardMs, injected, tookMs } = report;
  const guard = guardMs.map((one) => `${Math.round(one)} ms`).join(', ');
  const verdict = faults.length === 0 ? 'ok' : `${faults.length} FAULTS`;
  const done = faultPlaces.map((place) => `${place} ${injected[place]}`).join(', ');
  const disk = smallDisk ? ', small disk' : '';
  const head = `round ${round} of seed ${seed}: ${verdict}; ${kills} kills, ${tasks} tasks, ${prompts} prompts, ${requests} requests, ${facts} facts${disk}; struck: ${done}; guard ${guard || 'not needed'}; ${(tookMs / 1000).toFixed(1)} s`;
  if (faults.length === 0) return [head];
  const again = `  again: npm run --silent chaos -- --seed ${seed} --round ${round} --real-cli ${share}`;
  const log = report.log.split('\n').map((line) => `    ${line}`);
  return [head, ...faults.map(({ kind, text }) => `  ${kind}: ${text}`), again, ...log];
}
