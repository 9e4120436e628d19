import type { Instance } from '../../shared/models/instance.ts';
import type { Request } from '../../shared/models/request.ts';
import type { Settings } from '../../shared/models/settings.ts';
import type { TurnEvidence } from '../../shared/models/stall.ts';
import type { Task } from '../../shared/models/task.ts';
import type { ShellWords } from './words/english.ts';

/** Something of which a person who looks elsewhere wants to hear. */
export type News =
  | {
      readonly kind: 'request';
      readonly instance: Instance;
      readonly request: Request;
      /** It has been waiting for some time, and is told of again, or late. */
      readonly again: boolean;
    }
  | { readonly kind: 'end'; readonly instance: Instance; readonly task: Task }
  | { readonly kind: 'trouble'; readonly instance: Instance };

/** A notification to show. */
export interface Notice {
  readonly title: string;
  readonly body: string;
  /** The instance that a click shows; null shows the window, when there are several. */
  readonly instanceId: string | null;
  /** The requests that it tells of: once none is open any more, it is taken away. */
  readonly requestIds: readonly string[];
  /** May it be answered in place? Only one permission, and nothing that has to be read first. */
  readonly answerable: boolean;
}

/** @returns whether news are to be told by the person's settings, at another time of the day if not now */
export function isWanted(news: News, settings: Settings): boolean {
  const { notifyRequests, notifyEnds, mutedInstances } = settings;
  if (mutedInstances.includes(news.instance.id)) return false;
  switch (news.kind) {
    case 'request':
      return notifyRequests;
    case 'end':
      return notifyEnds;
    case 'trouble':
      // What has failed has ended; what has stalled waits for somebody to look after it.
      return news.instance.status === 'failed' ? notifyEnds : notifyRequests;
  }
}

/**
 * Makes at most three notifications of all that happened within a moment: what needs an answer, trouble, and ends.
 * @param now milliseconds since the epoch
 */
export function groupNews(all: readonly News[], words: ShellWords, now: number): readonly Notice[] {
  // What was kept through quiet hours may be due again just then.
  const requests = [
    ...new Map(all.filter((news) => news.kind === 'request').map((news) => [news.request.id, news])).values(),
  ];
  const ends = all.filter((news) => news.kind === 'end');
  // A task that failed with its instance has told of it, with its own reason.
  const told = new Set(ends.filter(({ task }) => task.status === 'failed').map(({ instance }) => instance.id));
  const troubles = all.filter((news) => news.kind === 'trouble').filter(({ instance }) => !told.has(instance.id));
  return [...requestNotices(requests, words, now), ...troubleNotices(troubles, words, now), ...endNotices(ends, words)];
}

type RequestNews = Extract<News, { kind: 'request' }>;
type EndNews = Extract<News, { kind: 'end' }>;
type TroubleNews = Extract<News, { kind: 'trouble' }>;

function requestNotices(news: readonly RequestNews[], words: ShellWords, now: number): readonly Notice[] {
  const [first] = news;
  if (first === undefined) return [];
  const requestIds = news.map(({ request }) => request.id);
  if (news.length === 1) {
    const { instance, request, again } = first;
    const line = requestLine(request, words);
    return [
      {
        title: instance.name,
        body: again ? words.stillWaits(line, request.openedAt, now) : line,
        instanceId: instance.id,
        requestIds,
        answerable: request.kind === 'permission',
      },
    ];
  }
  const title = news.every(({ again }) => again) ? words.stillNeedYou(news.length) : words.needYou(news.length);
  return [{ title, ...about(news), requestIds, answerable: false }];
}

function troubleNotices(news: readonly TroubleNews[], words: ShellWords, now: number): readonly Notice[] {
  const instances = [...new Map(news.map(({ instance }) => [instance.id, instance])).values()];
  const [first] = instances;
  if (first === undefined) return [];
  const common = { requestIds: [], answerable: false };
  if (instances.length > 1) return [{ title: words.inTrouble(instances.length), ...about(news), ...common }];
  const isStalled = first.status !== 'failed' && first.stall !== null;
  const body = isStalled ? stallLine(first.stall, words, now) : words.instanceFailed(first.problem?.message ?? '');
  return [{ title: first.name, body, instanceId: first.id, ...common }];
}

function endNotices(news: readonly EndNews[], words: ShellWords): readonly Notice[] {
  const [first] = news;
  if (first === undefined) return [];
  if (news.length === 1) {
    const { instance, task } = first;
    const body = endLine(task, words);
    return [{ title: instance.name, body, instanceId: instance.id, requestIds: [], answerable: false }];
  }
  const failed = news.filter(({ task }) => task.status === 'failed').length;
  const title = words.ended(news.length - failed, failed);
  return [{ title, ...about(news), requestIds: [], answerable: false }];
}

/** Whom several news are about: their names, and the instance where it is the same one. */
function about(news: readonly News[]): Pick<Notice, 'body' | 'instanceId'> {
  const names = new Map(news.map(({ instance }) => [instance.id, instance.name]));
  const [only] = names.keys();
  const list = [...names.values()];
  const body = `${list.slice(0, 4).join(', ')}${list.length > 4 ? '…' : ''}`;
  return { body, instanceId: names.size === 1 && only !== undefined ? only : null };
}

/** The tool's name and no more: what it would be called with may be secret, and a lock screen shows notifications. */
function requestLine(request: Request, words: ShellWords): string {
  switch (request.kind) {
    case 'permission':
      return words.asksPermission(request.toolName);
    case 'question':
      return words.asksQuestion;
    case 'plan':
      return words.asksPlan;
  }
}

/** By which evidence it does not go on, as the window says it. */
function stallLine({ stall, heardAt, retryingSince }: TurnEvidence, words: ShellWords, now: number): string {
  const since = stall === 'retries' ? (retryingSince ?? heardAt) : heardAt;
  const minutes = Math.max(0, Math.floor((now - since) / 60_000));
  return words.doesNotGoOn(words.stalled[stall ?? 'silent'](words.minutes(minutes)));
}

function endLine(task: Task, words: ShellWords): string {
  const name = (task.title || (task.preview.trim().split('\n', 1)[0] ?? '')).slice(0, 120) || words.untitled;
  return task.status === 'failed' ? words.taskFailed(name, task.problem?.message ?? '') : words.taskCompleted(name);
}
