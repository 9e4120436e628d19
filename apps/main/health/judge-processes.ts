import type { DoctorCheck } from '../../shared/models/doctor.ts';
import type { InstanceStatus } from '../../shared/models/instance.ts';
import { found } from './found.ts';

/** What is asked of a CLI without an instance (its models, its commands) is answered or given up by then. */
const graceMs = 120_000;

export type GuardEvidence =
  | { readonly kind: 'notNeeded' }
  | { readonly kind: 'failed'; readonly reason: string }
  /** The pid is null until the first agent is started. */
  | { readonly kind: 'ready'; readonly pid: number | null };

export function judgeGuard(guard: GuardEvidence): DoctorCheck {
  if (guard.kind === 'notNeeded') return found('guard', 'guardNotNeeded');
  if (guard.kind === 'failed') return found('guard', 'guardFailed', { reason: guard.reason });
  return guard.pid === null ? found('guard', 'guardLater') : found('guard', 'guardRuns', { pid: guard.pid });
}

/** What was found of an earlier run when the tower was opened. */
export interface SweepEvidence {
  readonly ended: number;
  /** The pids that would not end. */
  readonly remaining: readonly number[];
}

export function judgeSweep({ ended, remaining }: SweepEvidence): DoctorCheck {
  if (remaining.length > 0) return found('sweep', 'sweptNotAll', { pids: remaining.join(', ') });
  return ended === 0 ? found('sweep', 'sweptNothing') : found('sweep', 'sweptSome', { number: ended });
}

/** @param had whether this system has scopes, and why agents get none all the same; null where they do */
export function judgeScopes(had: { readonly lack: string | null } | null): DoctorCheck {
  if (had === null) return found('scopes', 'scopesNotHere');
  const { lack } = had;
  return lack === null ? found('scopes', 'scopesHad') : found('scopes', 'scopesLacking', { reason: lack });
}

/** A row of the ledger: something that was started and is not known to have ended. */
export interface LedgerEvidence {
  /** 0 where the process was announced and its number not yet noted. */
  readonly pid: number;
  readonly startedAt: number;
  /** The status of its instance; null where there is no such instance (any more). */
  readonly status: InstanceStatus | null;
}

/** A process is stray when its instance is gone, or says that nothing of it runs. */
export function judgeProcesses(rows: readonly LedgerEvidence[], now: number): DoctorCheck {
  const stray = rows.filter(({ status, startedAt }) => {
    const isOwned = status !== null && status !== 'stopped' && status !== 'failed';
    return !isOwned && now - startedAt > graceMs;
  });
  if (stray.length === 0) return found('processes', 'processesOwned', { number: rows.length });
  const pids = stray.flatMap(({ pid }) => (pid > 0 ? [pid] : [])).join(', ');
  return found('processes', 'processesStray', { number: stray.length, pids: pids === '' ? '?' : pids });
}
