import type { DurableEvent } from '../../shared/contract/events.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { FleetView } from './fleet-view.ts';
import { groupNews, isInTrouble, isWanted, type News, type Notice } from './notices.ts';
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
  readonly #unsubscribe: () => void;
  #waiting: News[] = [];
  #timer: NodeJS.Timeout | null = null;
  #toldAt = -Infinity;

  constructor(options: NewsDeskOptions) {
    this.#options = options;
    this.#unsubscribe = options.bus.onAny((event) => this.#note(event));
  }

  close(): void {
    this.#unsubscribe();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#waiting = [];
  }

  #note(event: DurableEvent): void {
    const { fleet, now } = this.#options;
    const news = this.#newsOf(event);
    // What happened in quiet hours is not told after them either.
    if (news === null || !isWanted(news, fleet.settings, now())) return;
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
        return instance === null ? null : { kind: 'request', instance, request };
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
        // Where the tower is to mend it by itself, nobody has to come.
        return fleet.settings.whenStalled === 'tell' ? { kind: 'trouble', instance: event.data.instance } : null;
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
        return instance !== null && isInTrouble(instance);
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
    const wanted = news.filter((each) => isWanted(each, fleet.settings, now()));
    if (wanted.length === 0) return;
    this.#toldAt = now().getTime();
    for (const notice of groupNews(wanted, words())) show(notice);
  }
}
