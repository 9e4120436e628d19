import { TowerConnection } from '../../apps/renderer/connection/tower-connection.ts';
import { openBridge, type OpenedBridge } from '../tower/window.ts';

/** A window that follows the tower as the app's own does, and can be made to read nothing for a while. */
export class FollowingWindow {
  readonly #opened: OpenedBridge;
  readonly #connection: TowerConnection;
  readonly #waiting: { readonly until: () => boolean; readonly resolve: () => void }[] = [];
  #seq = 0;
  #live = false;

  /** @param cookie of a window that has opened the link already */
  constructor(link: string, cookie: string) {
    this.#opened = openBridge(link, cookie);
    this.#connection = new TowerConnection(this.#opened.bridge, {
      snapshot: ({ seq }) => this.#advance(seq),
      batch: ({ durable }) => this.#advance(durable.at(-1)?.seq ?? this.#seq),
      deltasLost: () => undefined,
      link: (state) => {
        this.#live = state === 'live';
        this.#look();
      },
    });
    this.#connection.start();
  }

  /** @returns when it shows what the tower shows */
  live(): Promise<void> {
    return this.#when(() => this.#live);
  }

  /** @returns when it has every event up to this number, or a snapshot that holds what they say */
  caughtUp(seq: number): Promise<void> {
    return this.#when(() => this.#live && this.#seq >= seq);
  }

  watch(instanceIds: readonly string[]): void {
    this.#connection.watch(instanceIds);
  }

  /** Takes nothing from the socket any more, as a page that is busy or a computer that is frozen. */
  stopReading(): void {
    this.#opened.socket()?.pause();
  }

  readOn(): void {
    this.#opened.socket()?.resume();
  }

  close(): void {
    this.#opened.socket()?.terminate();
  }

  #advance(seq: number): void {
    this.#seq = Math.max(this.#seq, seq);
    this.#look();
  }

  #when(until: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push({ until, resolve });
      this.#look();
    });
  }

  #look(): void {
    for (const { until, resolve } of this.#waiting) if (until()) resolve();
  }
}
