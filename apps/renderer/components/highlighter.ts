import type { CodePiece, HighlightOrder, HighlightReply } from './highlight-worker.ts';
import { languageOf } from './languages.ts';

/** Longer code is shown plain: so many pieces would hold the window up. In UTF-16 units. */
const longestCode = 60_000;
/** How long one piece of code may take, in milliseconds; the first has its language fetched meanwhile. */
const patienceMs = 8000;
/** How many pieces of code are remembered that took too long. */
const mostHopeless = 50;

export type ColouredLines = readonly (readonly CodePiece[])[];

/**
 * Colours code in a thread of its own. Grammars are regular expressions, and some code makes them run for ever: then the
 * thread is ended, the code stays plain, and the window has not noticed.
 */
export class CodeHighlighter {
  readonly #createWorker: () => Worker;
  readonly #hopeless = new Set<string>();
  #worker: Worker | null = null;
  /** Resolves when the code before has its colours; one at a time, so that each has the patience to itself. */
  #turn: Promise<unknown> = Promise.resolve();

  /** @param createWorker starts a thread with highlight-worker.ts in it */
  constructor(createWorker: () => Worker = startWorker) {
    this.#createWorker = createWorker;
  }

  /**
   * @param signal aborted when nobody wants the colours any more
   * @returns the pieces a line, coloured for light and dark by CSS variables; null when the code stays plain
   */
  highlight(code: string, languageName: string, signal: AbortSignal): Promise<ColouredLines | null> {
    const language = languageOf(languageName);
    if (language === null || code.length > longestCode) return Promise.resolve(null);
    const turn = this.#turn.then(() => (signal.aborted ? null : this.#ask({ code, language })));
    this.#turn = turn;
    return turn;
  }

  /** Ends the thread. */
  close(): void {
    this.#worker?.terminate();
    this.#worker = null;
  }

  /** Never rejects: code without colours is no fault. */
  async #ask(order: HighlightOrder): Promise<ColouredLines | null> {
    const key = `${order.language} ${order.code}`;
    if (this.#hopeless.has(key)) return null;
    const worker = (this.#worker ??= this.#createWorker());
    const reply = await new Promise<HighlightReply | 'late'>((resolve) => {
      const timer = setTimeout(() => resolve('late'), patienceMs);
      const settle = (answer: HighlightReply): void => {
        clearTimeout(timer);
        resolve(answer);
      };
      worker.onmessage = ({ data }: MessageEvent<HighlightReply>) => settle(data);
      worker.onerror = (event) => {
        // That a part could not be fetched, as when the host is gone just then, is not for the console.
        event.preventDefault();
        settle(null);
      };
      worker.postMessage(order);
    });
    if (reply === 'late') this.#remember(key);
    // One that failed is started anew with the next code, and asks again for what it could not fetch.
    if (reply === 'late' || reply === null) this.close();
    return reply === 'late' ? null : reply;
  }

  #remember(key: string): void {
    this.#hopeless.add(key);
    for (const oldest of this.#hopeless) {
      if (this.#hopeless.size <= mostHopeless) break;
      this.#hopeless.delete(oldest);
    }
  }
}

function startWorker(): Worker {
  return new Worker(new URL('./highlight-worker.ts', import.meta.url), { type: 'module' });
}
