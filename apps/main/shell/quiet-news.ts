import type { News } from './notices.ts';

export interface QuietNewsOptions {
  /** Is nothing to be told now? */
  readonly isQuiet: () => boolean;
  /** Does it still need a person? */
  readonly holds: (news: News) => boolean;
  /** Takes what is to be told now. */
  readonly release: (news: News) => void;
}

/** How often it is looked whether quiet hours are over, in milliseconds: timers do not count the sleep of a computer. */
const lookMs = 30_000;

/** Keeps what came in quiet hours and needs a person until they end, to be told once then if it still does. */
export class QuietNews {
  readonly #options: QuietNewsOptions;
  readonly #kept = new Map<string, News>();
  #timer: NodeJS.Timeout | null = null;

  constructor(options: QuietNewsOptions) {
    this.#options = options;
  }

  /** What has ended is not kept: nobody has to hear of it when they come back. */
  keep(news: News): void {
    if (news.kind === 'end' || (news.kind === 'trouble' && news.instance.status === 'failed')) return;
    this.#kept.set(news.kind === 'request' ? news.request.id : news.instance.id, news);
    this.#timer ??= setInterval(() => this.look(), lookMs);
  }

  /** To be called also when the quiet hours are other ones. */
  look(): void {
    const { isQuiet, holds, release } = this.#options;
    for (const [key, news] of this.#kept) if (!holds(news)) this.#kept.delete(key);
    if (isQuiet()) {
      if (this.#kept.size === 0) this.close();
      return;
    }
    const kept = [...this.#kept.values()];
    this.close();
    for (const news of kept) release(news);
  }

  close(): void {
    this.#kept.clear();
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }
}
