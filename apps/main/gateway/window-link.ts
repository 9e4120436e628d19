import type { EventBatch } from '../../shared/contract/events.ts';

/** One window at the far end of a transport. The gateway writes to it; each transport makes its own. */
export interface WindowLink {
  /** Names the window in the log. */
  readonly id: string;
  /** Sends a batch. What the window has not taken yet is counted in `backlog`. */
  send(batch: EventBatch): void;
  /** How much was sent and not taken yet, in bytes, roughly. */
  backlog(): number;
}
