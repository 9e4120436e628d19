/** A socket as far as its pace goes. */
export interface PacedSocket {
  /** Bytes that were sent and not taken yet. */
  readonly bufferedAmount: number;
  pause(): void;
  resume(): void;
}

/** While a window has not taken so many bytes of what it was sent, nothing more is done for it. */
const mostUntaken = 64 * 1024 * 1024;
/** How often it is looked whether it has, in milliseconds. */
const everyMs = 100;

/** Lets a window that asks and asks, and reads no answer, wait: its answers must not fill our memory. */
export class AnswerPace {
  readonly #socket: PacedSocket;
  /** What it has asked for meanwhile: as much as had come when its socket was paused. */
  #waiting: (() => Promise<void>)[] = [];
  #timer: NodeJS.Timeout | null = null;
  #answering = false;

  constructor(socket: PacedSocket) {
    this.#socket = socket;
  }

  /** @param answer makes one answer and sends it; never rejects */
  add(answer: () => Promise<void>): void {
    if (this.#timer !== null) {
      this.#waiting.push(answer);
      return;
    }
    void answer().then(() => {
      if (this.#timer !== null || this.#socket.bufferedAmount <= mostUntaken) return;
      this.#socket.pause();
      this.#timer = setInterval(() => void this.#look(), everyMs).unref();
    });
  }

  /** The window is gone. */
  close(): void {
    this.#stop();
    this.#waiting = [];
  }

  async #look(): Promise<void> {
    if (this.#answering) return;
    this.#answering = true;
    // One after the other, so that each counts before the next is made.
    while (this.#socket.bufferedAmount <= mostUntaken) {
      const next = this.#waiting.shift();
      if (next === undefined) break;
      await next();
    }
    this.#answering = false;
    if (this.#timer === null || this.#waiting.length > 0 || this.#socket.bufferedAmount > mostUntaken) return;
    this.#stop();
    this.#socket.resume();
  }

  #stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }
}
