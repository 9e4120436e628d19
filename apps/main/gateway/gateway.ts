import type { CallName, CallOutput } from '../../shared/contract/calls.ts';
import type { Direction, DurableEvent } from '../../shared/contract/events.ts';
import { fail, ok, type Result } from '../../shared/models/problem.ts';
import { problem } from '../../shared/models/problem-words.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { Log } from '../logging/log.ts';
import { clipEvent } from './clip-entry.ts';
import { clipReply } from './clip-reply.ts';
import type { Caller, Handlers } from './handlers.ts';
import { Outbox } from './outbox.ts';
import { isCallName, readArguments } from './read-call.ts';
import type { WindowLink } from './window-link.ts';

export interface GatewayOptions {
  readonly bus: EventBus;
  readonly handlers: Handlers;
  readonly log: Log;
  /** Hears how many windows are open, whenever that changes. */
  readonly onWindows?: (open: number) => void;
}

/** A window's side of the gateway, in the hands of its transport. */
export interface GatewayWindow {
  /** Answers one call of this window; see `Gateway.dispatch`. */
  call(name: string, input: unknown): Promise<Result<unknown>>;
  /** The window shows a new page: it has nothing watched until it says so. */
  reset(): void;
  /** Asks this window, and no other, to show something; see `Direction`. */
  direct(direction: Direction): void;
  /** The window is gone: nothing more is sent to it. */
  close(): void;
}

/** Serves the contract to windows, whatever the transport: checks and dispatches calls, forwards events in batches. */
export class Gateway {
  readonly #handlers: Handlers;
  readonly #log: Log;
  readonly #onWindows: (open: number) => void;
  readonly #outboxes = new Set<Outbox>();
  readonly #unsubscribe: readonly (() => void)[];

  constructor(options: GatewayOptions) {
    this.#handlers = options.handlers;
    this.#log = options.log;
    this.#onWindows = options.onWindows ?? (() => undefined);
    this.#unsubscribe = [
      options.bus.onCommitted((events) => this.#forward(events)),
      options.bus.onPassing((event) => {
        for (const outbox of this.#outboxes) outbox.addPassing(event);
      }),
    ];
  }

  /** Begins to send events to a window. The transport has made sure that it is one of ours. */
  open(link: WindowLink): GatewayWindow {
    const outbox = new Outbox(link, (lag) => {
      this.#log.info('a window did not keep up and was spared some of the news', { window: link.id, ...lag });
    });
    this.#outboxes.add(outbox);
    this.#onWindows(this.#outboxes.size);
    const caller: Caller = { id: link.id, watch: (instanceIds, open) => outbox.watch(instanceIds, open) };
    return {
      call: (name, input) => this.dispatch(name, input, caller),
      reset: () => outbox.reset(),
      direct: (direction) => outbox.direct(direction),
      close: () => {
        outbox.close();
        this.#outboxes.delete(outbox);
        this.#onWindows(this.#outboxes.size);
      },
    };
  }

  /**
   * Answers one call. Never throws: an unknown name, an input that does not fit the contract and a handler that threw are
   * problems like any other. What a handler threw is logged and not shown.
   */
  async dispatch(name: string, input: unknown, caller: Caller): Promise<Result<unknown>> {
    if (!isCallName(name)) return fail(problem('input.unknownCall', { name: name.slice(0, 100) }));
    try {
      return await this.#answer(name, input, caller);
    } catch (error) {
      const evidence = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.#log.error('a call failed unexpectedly', { name, window: caller.id, error: evidence });
      return fail(problem('internal.failure', { name }));
    }
  }

  /** Stops listening to the bus; windows that are open hear nothing more. */
  close(): void {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    for (const outbox of this.#outboxes) outbox.close();
    this.#outboxes.clear();
  }

  async #answer<N extends CallName>(name: N, input: unknown, caller: Caller): Promise<Result<CallOutput<N>>> {
    const read = readArguments(name, input);
    if (!read.ok) return read;
    const result = await this.#handlers[name](read.value, caller);
    return result.ok ? ok(clipReply(name, result.value)) : result;
  }

  #forward(events: readonly DurableEvent[]): void {
    if (this.#outboxes.size === 0) return;
    const clipped = events.map(clipEvent);
    for (const outbox of this.#outboxes) outbox.addDurable(clipped);
  }
}
