import { Notification, type NotificationConstructorOptions } from 'electron';
import type { FleetView } from './fleet-view.ts';
import type { Notice } from './notices.ts';
import type { ShellWords } from './words/english.ts';

export interface NotifierOptions {
  readonly fleet: FleetView;
  readonly icon: string;
  readonly words: () => ShellWords;
  readonly onClick: (instanceId: string | null) => void;
  readonly onAnswer: (requestId: string, allow: boolean) => void;
}

interface Shown {
  readonly notification: Notification;
  readonly requestIds: readonly string[];
}

/** How many notifications are kept in hand. Without a reference one is collected, and a click on it lost. */
const maxShown = 20;

/** Shows native notifications, and takes them away once what they ask is answered. */
export class Notifier {
  readonly #options: NotifierOptions;
  readonly #shown = new Set<Shown>();

  constructor(options: NotifierOptions) {
    this.#options = options;
    options.fleet.onChange(() => this.#takeAnswered());
  }

  show(notice: Notice): void {
    if (!Notification.isSupported()) return;
    const { words, onClick, onAnswer } = this.#options;
    const [requestId] = notice.requestIds;
    const notification = new Notification({ ...this.#look(notice.title, notice.body), ...actionsOf(notice, words()) });
    const shown: Shown = { notification, requestIds: notice.requestIds };
    const forget = (): void => void this.#shown.delete(shown);
    notification.on('click', () => {
      forget();
      onClick(notice.instanceId);
    });
    notification.on('action', (details, index) => {
      forget();
      if (requestId === undefined || !notice.answerable) return;
      // The index of old; the event has it in newer versions.
      const chosen = typeof details.actionIndex === 'number' ? details.actionIndex : index;
      onAnswer(requestId, chosen === 0);
    });
    notification.on('close', forget);
    this.#replace(notice.requestIds);
    this.#keep(shown);
    notification.show();
  }

  /** Says something that asks nothing. */
  tell(title: string, body: string): void {
    if (!Notification.isSupported()) return;
    const notification = new Notification(this.#look(title, body));
    notification.on('click', () => this.#options.onClick(null));
    this.#keep({ notification, requestIds: [] });
    notification.show();
  }

  #look(title: string, body: string): NotificationConstructorOptions {
    // macOS shows the program's own icon, and another one only beside it.
    return { title, body, ...(process.platform === 'darwin' ? {} : { icon: this.#options.icon }) };
  }

  #keep(shown: Shown): void {
    this.#shown.add(shown);
    const [oldest] = this.#shown;
    if (this.#shown.size > maxShown && oldest !== undefined) this.#shown.delete(oldest);
  }

  /** Takes away what told of nothing but these requests: a reminder comes in place of what it reminds of. */
  #replace(requestIds: readonly string[]): void {
    for (const shown of [...this.#shown]) {
      if (shown.requestIds.length === 0 || !shown.requestIds.every((id) => requestIds.includes(id))) continue;
      this.#takeAway(shown);
    }
  }

  #takeAnswered(): void {
    for (const shown of [...this.#shown]) {
      if (shown.requestIds.length === 0 || shown.requestIds.some((id) => this.#options.fleet.isOpen(id))) continue;
      this.#takeAway(shown);
    }
  }

  #takeAway(shown: Shown): void {
    this.#shown.delete(shown);
    shown.notification.close();
  }
}

function actionsOf({ answerable }: Notice, words: ShellWords): NotificationConstructorOptions {
  if (!answerable) return {};
  return {
    actions: [
      { type: 'button', text: words.allow },
      { type: 'button', text: words.deny },
    ],
  };
}
