import { randomUUID } from 'node:crypto';
import type { Json, JsonObject } from '../../shared/models/json.ts';
import { problem } from '../../shared/models/problem-words.ts';
import { fail, ok, type Result } from '../../shared/models/problem.ts';
import type { Decision, Request } from '../../shared/models/request.ts';
import { listOf } from '../claude/fields.ts';
import type { EventBus } from '../events/event-bus.ts';
import { buildAnswer, describeAsk, type Ask } from './permission-answer.ts';

/** How an answer reaches the CLI that asked. */
export type Reply = (response: JsonObject) => void;

/** Where closed requests are found. */
export interface RequestArchive {
  get(id: string): Request | null;
}

interface Open {
  readonly request: Request;
  readonly cliRequestId: string;
  readonly reply: Reply;
}

/** Everything that some CLI waits for a person to answer. */
export class RequestBroker {
  readonly #bus: EventBus;
  readonly #archive: RequestArchive;
  readonly #now: () => number;
  readonly #onRemembered: (instanceId: string, updates: readonly Json[]) => void;
  readonly #open = new Map<string, Open>();

  /** @param onRemembered hears of what the CLI was told to remember by an answer */
  constructor(
    bus: EventBus,
    archive: RequestArchive,
    now: () => number,
    onRemembered: (instanceId: string, updates: readonly Json[]) => void = () => undefined,
  ) {
    this.#bus = bus;
    this.#archive = archive;
    this.#now = now;
    this.#onRemembered = onRemembered;
  }

  /** Those open requests that an earlier tower left: nobody waits for them any more. */
  recover(stored: readonly Request[]): void {
    for (const request of stored) {
      this.#bus.publish('request.withdrawn', {
        request: { ...request, status: 'withdrawn', closedAt: this.#now() },
      });
    }
  }

  open(): readonly Request[] {
    return [...this.#open.values()].map(({ request }) => request);
  }

  /** Notes what a CLI asks. @returns the request, by its own id */
  add(instanceId: string, taskId: string | null, ask: Ask, reply: Reply): Request {
    const request: Request = {
      ...describeAsk(ask),
      id: randomUUID(),
      instanceId,
      taskId,
      status: 'open',
      verdict: null,
      openedAt: this.#now(),
      closedAt: null,
    };
    this.#open.set(request.id, { request, cliRequestId: ask.cliRequestId, reply });
    this.#bus.publish('request.opened', { request });
    return request;
  }

  /** Answers a request. The answer is recorded before the CLI gets it. */
  answer(id: string, decision: Decision): Result<Request> {
    const open = this.#open.get(id);
    if (open === undefined) {
      this.#bus.flush();
      return fail(problem(this.#archive.get(id) === null ? 'request.notFound' : 'request.alreadyClosed'));
    }
    const answer = buildAnswer(open.request, decision);
    if (!answer.ok) return answer;
    const { response, verdict } = answer.value;
    const request: Request = { ...open.request, status: 'answered', verdict, closedAt: this.#now() };
    this.#open.delete(id);
    const published = this.#bus.publishNow('request.answered', { request });
    if (!published.ok) {
      this.#open.set(id, open);
      return published;
    }
    open.reply(response);
    this.#onRemembered(request.instanceId, listOf(response, 'updatedPermissions'));
    return ok(request);
  }

  /** The CLI takes a question back. @returns the id of the request; null when it is not open */
  withdrawByCliId(instanceId: string, cliRequestId: string): string | null {
    for (const [id, open] of this.#open) {
      if (open.request.instanceId === instanceId && open.cliRequestId === cliRequestId) {
        this.withdraw(id);
        return id;
      }
    }
    return null;
  }

  /** Nobody waits for the answer any more. */
  withdraw(id: string): void {
    const open = this.#open.get(id);
    if (open === undefined) return;
    this.#open.delete(id);
    const request: Request = { ...open.request, status: 'withdrawn', closedAt: this.#now() };
    this.#bus.publish('request.withdrawn', { request });
  }
}
