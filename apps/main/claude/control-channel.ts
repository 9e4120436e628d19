import type { JsonObject } from '../../shared/models/json.ts';
import type { ControlReply } from './messages.ts';

interface Pending {
  readonly settle: (reply: ControlReply) => void;
  readonly timer: NodeJS.Timeout;
}

/** Questions from us to the CLI, each answered once, refused, or given up after its time. */
export class ControlChannel {
  readonly #write: (message: JsonObject) => void;
  readonly #pending = new Map<string, Pending>();
  #next = 1;

  constructor(write: (message: JsonObject) => void) {
    this.#write = write;
  }

  /** Asks. Never rejects: silence and the end of the process are errors in the reply. @param timeoutMs milliseconds */
  ask(request: JsonObject, timeoutMs: number): Promise<ControlReply> {
    const requestId = `tower-${String(this.#next++)}`;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#settle(requestId, { ok: false, error: `no answer within ${String(timeoutMs)} ms` });
      }, timeoutMs);
      timer.unref();
      this.#pending.set(requestId, { settle: resolve, timer });
      this.#write({ type: 'control_request', request_id: requestId, request });
    });
  }

  /** Takes a reply of the CLI. @returns false when nobody waits for it */
  receive(requestId: string, reply: ControlReply): boolean {
    return this.#settle(requestId, reply);
  }

  /** The process is gone: nobody will answer any more. */
  close(reason: string): void {
    for (const requestId of [...this.#pending.keys()]) this.#settle(requestId, { ok: false, error: reason });
  }

  #settle(requestId: string, reply: ControlReply): boolean {
    const pending = this.#pending.get(requestId);
    if (pending === undefined) return false;
    this.#pending.delete(requestId);
    clearTimeout(pending.timer);
    pending.settle(reply);
    return true;
  }
}
