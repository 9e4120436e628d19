import { EventEmitter } from 'node:events';
import type { NotificationConstructorOptions } from 'electron';

/** Electron's Notification, which nobody sees: it is shown at once, and what a person would do the test does. */
export class StandInNotification extends EventEmitter {
  title: string;
  body: string;
  subtitle: string;
  silent: boolean;
  readonly actions: readonly { readonly type: string; readonly text?: string }[];
  readonly urgency: string;
  readonly hasReply: boolean;
  readonly timeoutType: string;

  constructor(options: NotificationConstructorOptions = {}) {
    super();
    this.title = options.title ?? '';
    this.body = options.body ?? '';
    this.subtitle = options.subtitle ?? '';
    this.silent = options.silent ?? false;
    this.actions = options.actions ?? [];
    this.urgency = options.urgency ?? 'normal';
    this.hasReply = options.hasReply ?? false;
    this.timeoutType = options.timeoutType ?? 'default';
  }

  static isSupported(): boolean {
    return true;
  }

  show(): void {
    queueMicrotask(() => this.emit('show', {}));
  }

  close(): void {
    this.emit('close', {});
  }
}
