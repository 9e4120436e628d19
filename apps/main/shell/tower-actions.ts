import { noDirection } from '../../shared/contract/events.ts';
import type { Problem, Result } from '../../shared/models/problem.ts';
import type { Log } from '../logging/log.ts';
import type { Tower } from '../tower.ts';
import type { Windows } from './windows.ts';
import { app } from 'electron';

export interface TowerActionsOptions {
  readonly tower: Tower;
  readonly windows: Windows;
  readonly log: Log;
}

/** The shell is a caller like a window, but one that watches no transcript. */
const caller = { id: 'shell', watch: () => undefined };

/**
 * What menus and notifications can do, by the same calls as a window. A refusal is logged, and the window is shown, where
 * the instance says what is wrong with it.
 */
export function towerActions({ tower: { handlers }, windows, log }: TowerActionsOptions) {
  const refused = (what: string, instanceId: string | null, problem: Problem): void => {
    log.warn('a wish from a menu was refused', { what, problem: problem.code });
    if (instanceId === null) windows.show();
    else windows.showInstance(instanceId);
  };
  const run = (what: string, instanceId: string | null, call: Result<unknown> | Promise<Result<unknown>>): void => {
    Promise.resolve(call).then(
      (result) => {
        if (!result.ok) refused(what, instanceId, result.problem);
      },
      (error: unknown) => log.error('a wish from a menu failed', { what, error: String(error) }),
    );
  };
  return {
    showInstance: (id: string) => windows.showInstance(id),
    /** @param id an instance, or null for the window as it is */
    showWhat: (id: string | null) => (id === null ? windows.show() : windows.showInstance(id)),
    openInWindow: (id: string) => windows.openInstance(id),
    start: (id: string) => run('start', id, handlers['instance.start']({ id }, caller)),
    stop: (id: string) => run('stop', id, handlers['instance.stop']({ id }, caller)),
    setPaused: (paused: boolean) => run('pause', null, handlers[paused ? 'tower.pause' : 'tower.resume']({}, caller)),
    createInstance: () => windows.show({ ...noDirection, show: 'create' }),
    findInstance: () => windows.show({ ...noDirection, show: 'find' }),
    openSettings: () => windows.show({ ...noDirection, show: 'settings' }),
    showNews: () => windows.show({ ...noDirection, show: 'news' }),
    show: () => windows.show(),
    quit: () => app.quit(),
    /** Answers a permission from a notification: this once, and nothing more. */
    answer: (id: string, allow: boolean) => {
      const decision = allow
        ? ({ behavior: 'allow', remember: 'no' } as const)
        : ({ behavior: 'deny', interrupt: false } as const);
      run('answer', null, handlers['request.answer']({ id, decision }, caller));
    },
  };
}
