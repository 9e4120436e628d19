import type { Instance } from '../../shared/models/instance.ts';
import type { Request } from '../../shared/models/request.ts';
import type { Settings } from '../../shared/models/settings.ts';
import type { Task } from '../../shared/models/task.ts';
import { isQuiet } from './quiet-hours.ts';
import type { ShellWords } from './words/english.ts';

/** Something of which a person who looks elsewhere wants to hear. */
export type News =
  | { readonly kind: 'request'; readonly instance: Instance; readonly request: Request }
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

/** @returns whether news may be told at all by the person's settings, at this time of the day */
export function isWanted(news: News, settings: Settings, now: Date): boolean {
  const { notifyRequests, notifyEnds, quietHours, mutedInstances } = settings;
  if (mutedInstances.includes(news.instance.id)) return false;
  if (quietHours !== null && isQuiet(quietHours, now)) return false;
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

/** @returns whether a person has to look after an instance: it has failed, or its turn does not go on */
export function isInTrouble({ status, stall }: Instance): boolean {
  return status === 'failed' || stall !== null;
}

/** Makes at most three notifications of all that happened within a moment: what needs an answer, trouble, and ends. */
export function groupNews(all: readonly News[], words: ShellWords): readonly Notice[] {
  const requests = all.filter((news) => news.kind === 'request');
  const ends = all.filter((news) => news.kind === 'end');
  // A task that failed with its instance has told of it, with its own reason.
  const told = new Set(ends.filter(({ task }) => task.status === 'failed').map(({ instance }) => instance.id));
  const troubles = all.filter((news) => news.kind === 'trouble').filter(({ instance }) => !told.has(instance.id));
  return [...requestNotices(requests, words), ...troubleNotices(troubles, words), ...endNotices(ends, words)];
}

type RequestNews = Extract<News, { kind: 'request' }>;
type EndNews = Extract<News, { kind: 'end' }>;
type TroubleNews = Extract<News, { kind: 'trouble' }>;

function requestNotices(news: readonly RequestNews[], words: ShellWords): readonly Notice[] {
  const [first] = news;
  if (first === undefined) return [];
  const requestIds = news.map(({ request }) => request.id);
  if (news.length === 1) {
    const { instance, request } = first;
    return [
      {
        title: instance.name,
        body: requestLine(request, words),
        instanceId: instance.id,
        requestIds,
        answerable: request.kind === 'permission',
      },
    ];
  }
  return [{ title: words.needYou(news.length), ...about(news), requestIds, answerable: false }];
}

function troubleNotices(news: readonly TroubleNews[], words: ShellWords): readonly Notice[] {
  const instances = [...new Map(news.map(({ instance }) => [instance.id, instance])).values()];
  const [first] = instances;
  if (first === undefined) return [];
  const common = { requestIds: [], answerable: false };
  if (instances.length > 1) return [{ title: words.inTrouble(instances.length), ...about(news), ...common }];
  const body = first.status === 'failed' ? words.instanceFailed(first.problem?.message ?? '') : words.instanceStalled;
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

function endLine(task: Task, words: ShellWords): string {
  const name = (task.title || (task.preview.trim().split('\n', 1)[0] ?? '')).slice(0, 120) || words.untitled;
  return task.status === 'failed' ? words.taskFailed(name, task.problem?.message ?? '') : words.taskCompleted(name);
}
