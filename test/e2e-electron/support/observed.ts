import type {
  Menu,
  MessageBoxOptions,
  MessageBoxReturnValue,
  NativeImage,
  Notification,
  OpenDialogOptions,
  OpenDialogReturnValue,
  SaveDialogReturnValue,
  Tray,
} from 'electron';
import { expect } from '../../e2e/support/expect.ts';
import type { TowerApp } from './tower-app.ts';

interface ShownDialog {
  readonly name: 'showOpenDialog' | 'showSaveDialog' | 'showMessageBox';
  readonly options: MessageBoxOptions & OpenDialogOptions;
}

interface ObservedTray extends Tray {
  readonly observedImage: NativeImage;
  readonly observedMenu: Menu | null;
  readonly observedToolTip: string;
}

interface ObservedNotification extends Notification {
  /** What its buttons say. */
  readonly observedActions: readonly string[];
  /** The app took it away. */
  readonly observedClosed: boolean;
}

/** What observer.cjs keeps in the main process. */
export interface Observed {
  readonly trays: readonly ObservedTray[];
  /** Those that were shown. */
  readonly notifications: readonly ObservedNotification[];
  /** What was handed to the system: addresses and folders. */
  readonly opened: readonly string[];
  readonly dialogs: readonly ShownDialog[];
  /** Answers to dialogs to come; one for which there is none stays open until `waiting` is called. */
  readonly answers: {
    showOpenDialog?: OpenDialogReturnValue[];
    showSaveDialog?: SaveDialogReturnValue[];
    showMessageBox?: MessageBoxReturnValue[];
  };
  /** What the keys do that were registered so far. */
  readonly shortcuts: ReadonlyMap<string, () => void>;
  /** Keys that another program has. */
  readonly takenKeys: string[];
  /** What the taskbar was told of how far something is; -1 takes it away. */
  readonly progress: readonly number[];
  /** The arguments of new starts that the app asked for; none of them happens. */
  readonly relaunches: readonly (readonly string[])[];
  /** How far the app's clock is ahead, in milliseconds. */
  clockAheadMs: number;
  releaseTimers?: () => void;
  readonly waiting?: (answer: Partial<MessageBoxReturnValue> & Partial<OpenDialogReturnValue>) => void;
}

declare global {
  var observed: Observed;
}

/** What was handed to the system so far. */
export function opened(tower: TowerApp): Promise<readonly string[]> {
  return tower.app.evaluate(() => globalThis.observed.opened);
}

/** Waits until the app has shown so many dialogs. @returns the last of them */
export async function waitForDialog(tower: TowerApp, count = 1): Promise<ShownDialog> {
  const read = () => tower.app.evaluate(() => globalThis.observed.dialogs);
  await expect.poll(async () => (await read()).length).toBe(count);
  const dialog = (await read()).at(-1);
  if (dialog === undefined) throw new Error('There is no dialog.');
  return dialog;
}

/** Clicks a button of the message box that is open, by what is written on it. */
export async function clickButton(tower: TowerApp, { options }: ShownDialog, button: string): Promise<void> {
  const response = options.buttons?.indexOf(button) ?? -1;
  if (response === -1) throw new Error(`There is no button ${button}: ${(options.buttons ?? []).join(', ')}.`);
  // The app may end by the click, before there is an answer.
  await tower.app
    .evaluate((_, chosen) => globalThis.observed.waiting?.({ response: chosen, checkboxChecked: false }), response)
    .catch(() => undefined);
}
