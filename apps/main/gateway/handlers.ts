import type { CallArguments, CallName, CallOutput } from '../../shared/contract/calls.ts';
import type { Delta } from '../../shared/contract/events.ts';
import type { Result } from '../../shared/models/problem.ts';

/** A window, as a handler sees it. */
export interface Caller {
  readonly id: string;
  /**
   * From now on this window is sent these instances' deltas and no others.
   * @param open what is being written already: sent first, so that a window that comes late has the beginning too
   */
  watch(instanceIds: readonly string[], open?: readonly Delta[]): void;
}

export type Handler<N extends CallName> = (
  input: CallArguments<N>,
  caller: Caller,
) => Result<CallOutput<N>> | Promise<Result<CallOutput<N>>>;

/** One handler a call; the composition root puts them together, the gateway dispatches to them. */
export type Handlers = { readonly [N in CallName]: Handler<N> };
