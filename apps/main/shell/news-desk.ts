import type { DurableEvent } from '../../shared/contract/events.ts';
import type { Instance } from '../../shared/models/instance.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { FleetView } from './fleet-view.ts';
import { groupNews, isWanted, type News, type Notice } from './notices.ts';
import { isQuiet } from './quiet-hours.ts';
import { QuietNews } from './quiet-news.ts';
import type { ShellWords } from './words/english.ts';

export interface NewsDeskOptions {
  readonly bus: EventBus;
  readonly fleet: FleetView;
  readonly words: () => ShellWords;
  /** Does the person look at the app? Then the windows tell enough. */
  readonly isWatched: () => boolean;
  readonly show: (notice: Notice) => void;
  readonly now: () => Date;
}

/** How long news are gathered, in milliseconds, so that ten agents that end at once are one notification. */
const gatherMs = 1200;
/** How long it is quiet after a notification, in milliseconds; what comes meanwhile is told together. */
const pauseMs = 5000;

/** Decides of what a person is told while they look elsewhere, and how many times. */
export class NewsDesk {
  readonly #options: NewsDeskOptions;
  readonly #unsubscribe: readonly (() => void)[];
  readonly #quiet: QuietNews;
  #waiting: News[] = [];
  #timer: NodeJS.Timeout | null = null;
  #toldAt = -Infinity;

  constructor(options: NewsDeskOptions) {
    this.#options = options;
    const { bus, fleet } = options;
    this.#quiet = new QuietNews({
      isQuiet: () => this.#isQuiet,
      holds: (news) => this.#holds(news),
      release: (news) => this.#take(news.kind === 'request' ? { ...news, again: true } : news),
    });
    this.#unsubscribe = [
      bus.onAny((event) => {
        const news = this.#newsOf(event);
        if (news !== null) this.#take(news);
        if (event.type === 'settings.updated') this.#quiet.look();
      }),
      bus.onPassing((event) => {
        if (event.type !== 'request.reminded') return;
        const request = fleet.request(event.data.requestId);
        const instance = fleet.instance(event.data.instanceId);
        if (request !== null && instance !== null) this.#take({ kind: 'request', instance, request, again: true });
      }),
    ];
  }

  close(): void {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#quiet.close();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#waiting = [];
  }

  get #isQuiet(): boolean {
    const { fleet, now } = this.#options;
    const { quietHours } = fleet.settings;
    return quietHours !== null && isQuiet(quietHours, now());
  }

  #take(news: News): void {
    const { fleet, now } = this.#options;
    if (!isWanted(news, fleet.settings)) return;
    if (this.#isQuiet) {
      this.#quiet.keep(news);
      return;
    }
    this.#waiting.push(news);
    // A clock that was set back, as after sleep, makes nobody wait for longer than the pause.
    const sinceTold = Math.max(0, now().getTime() - this.#toldAt);
    this.#timer ??= setTimeout(() => this.#tell(), Math.max(gatherMs, pauseMs - sinceTold));
  }

  #newsOf(event: DurableEvent): News | null {
    const { fleet } = this.#options;
    switch (event.type) {
      case 'request.opened': {
        const { request } = event.data;
        const instance = fleet.instance(request.instanceId);
        return instance === null ? null : { kind: 'request', instance, request, again: false };
      }
      case 'task.completed':
      case 'task.failed': {
        const { task } = event.data;
        const instance = fleet.instance(task.instanceId);
        return instance === null ? null : { kind: 'end', instance, task };
      }
      case 'instance.failed':
        return { kind: 'trouble', instance: event.data.instance };
      case 'instance.stalled':
        // While the tower mends it by itself, nobody has to come.
        return isLeft(event.data.instance) ? { kind: 'trouble', instance: event.data.instance } : null;
      default:
        return null;
    }
  }

  /** Is it so still? Requests are answered, turns go on, and instances are started again before anybody is told. */
  #holds(news: News): boolean {
    const { fleet } = this.#options;
    switch (news.kind) {
      case 'request':
        return fleet.isOpen(news.request.id);
      case 'trouble': {
        const instance = fleet.instance(news.instance.id);
        if (instance === null) return false;
        return news.instance.status === 'failed' ? instance.status === 'failed' : isLeft(instance);
      }
      case 'end':
        return true;
    }
  }

  #tell(): void {
    this.#timer = null;
    const { fleet, words, isWatched, show, now } = this.#options;
    const news = this.#waiting.filter((each) => this.#holds(each));
    this.#waiting = [];
    if (isWatched()) return;
    const wanted = news.filter((each) => isWanted(each, fleet.settings));
    if (this.#isQuiet) {
      for (const each of wanted) this.#quiet.keep(each);
      return;
    }
    if (wanted.length === 0) return;
    this.#toldAt = now().getTime();
    for (const notice of groupNews(wanted, words(), this.#toldAt)) show(notice);
  }
}

/** Does its turn not go on, and is that left to a person? */
const isLeft = ({ stall }: Instance): boolean => stall !== null && !stall.mending;
