import type { EventBus } from '../events/event-bus.ts';
import type { FleetSummary } from './fleet-summary.ts';
import type { FleetView } from './fleet-view.ts';

export interface Closing {
  readonly bus: EventBus;
  readonly fleet: FleetView;
  /** Ends everything; settles when it has. */
  readonly close: () => Promise<void>;
  /** From 0 to 1. */
  readonly showProgress: (fraction: number) => void;
}

/** Closes the tower and lets the windows watch: how many instances are still up, of how many. */
export async function closeWatched({ bus, fleet, close, showProgress }: Closing): Promise<void> {
  const total = upCount(fleet.summary);
  const tell = (summary: FleetSummary): void => {
    const remaining = Math.min(total, upCount(summary));
    bus.pass('tower.closing', { remaining, total });
    showProgress(total === 0 ? 1 : (total - remaining) / total);
  };
  tell(fleet.summary);
  const stop = fleet.onChange(tell);
  try {
    await close();
  } finally {
    stop();
  }
}

/** How many instances have a process. */
function upCount({ counts }: FleetSummary): number {
  return counts.starting + counts.idle + counts.working + counts.waiting + counts.stopping;
}
