import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventBus } from '../../../apps/main/events/event-bus.ts';
import { Gateway } from '../../../apps/main/gateway/gateway.ts';
import { WebHost } from '../../../apps/main/gateway/web-host.ts';
import { ok } from '../../../apps/shared/models/problem.ts';
import { spyHandlers } from '../../support/hostile/spy-handlers.ts';
import { KeptLog } from '../../support/kept-log.ts';
import { MemoryEvents } from '../../support/memory-events.ts';
import { signIn, WebClient } from '../web-host/web-client.ts';

/** The call that honest clients make; whatever else is reached was reached by an attack. */
export const honestCall = 'tower.status';

/** A running web host, whose services write down that they were reached, in a folder with a secret beside the page. */
export class GuardedHost {
  readonly folder = mkdtempSync(join(tmpdir(), 'guarded-host-'));
  readonly log = new KeptLog();
  /** The calls that reached a service, but for `tower.status`. */
  readonly reached: string[] = [];
  readonly #bus = new EventBus({ writer: new MemoryEvents() });
  readonly #clients: WebClient[] = [];
  readonly #gateway: Gateway;
  #host: WebHost | null = null;

  constructor() {
    const none = { stopped: 0, starting: 0, idle: 0, working: 0, waiting: 0, stopping: 0, failed: 0 };
    const status = () => ok({ instances: none, pendingTasks: 0, openRequests: 0 });
    const handlers = { ...spyHandlers(this.reached), [honestCall]: status };
    this.#gateway = new Gateway({ bus: this.#bus, handlers, log: this.log });
  }

  async start(): Promise<void> {
    const rendererDirectory = join(this.folder, 'renderer');
    mkdirSync(join(rendererDirectory, 'assets'), { recursive: true });
    writeFileSync(join(rendererDirectory, 'index.html'), '<p>the page</p>');
    writeFileSync(join(this.folder, 'secret.txt'), 'the secret');
    const started = await WebHost.start({ gateway: this.#gateway, log: this.log, rendererDirectory, port: 0 });
    if (!started.ok) throw new Error(started.problem.message);
    this.#host = started.value;
  }

  get port(): number {
    return this.#host?.port ?? 0;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  newLink(): string {
    return this.#host?.newLink() ?? '';
  }

  /** @returns the cookie of a new session */
  async newSession(): Promise<string> {
    return (await signIn(this.newLink())).cookie;
  }

  /** A window of its own page, signed in and open. @param cookie of a session; without it there is a new one */
  async connect(cookie?: string): Promise<WebClient> {
    const client = new WebClient(this.port, { origin: this.origin, cookie: cookie ?? (await this.newSession()) });
    this.#clients.push(client);
    const opened = await client.opened();
    if (opened !== 'open') throw new Error(`The host refused an honest client with ${opened}.`);
    return client;
  }

  async stop(): Promise<void> {
    for (const client of this.#clients) client.socket.terminate();
    this.#gateway.close();
    this.#bus.close();
    await this.#host?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
