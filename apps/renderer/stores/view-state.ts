import type { Direction } from '../../shared/contract/events.ts';
import type { InstanceStatus } from '../../shared/models/instance.ts';
import type { Task } from '../../shared/models/task.ts';
import { type FleetChoice, nothingChosen } from './fleet-choice.ts';

/** The parts of the settings dialog. */
export const settingTabs = ['cli', 'work', 'look', 'keyboard', 'desktop', 'notifications', 'privacy'] as const;
export type SettingTab = (typeof settingTabs)[number];

/** What this window shows; the tower knows nothing of it. */
export interface ViewState {
  /** The instance on screen; null shows all of them, on the wall. */
  readonly selectedId: string | null;
  /** Somebody asked for the wall, which is shown then even where there is but one instance. */
  readonly wall: boolean;
  /** What is shown of all of them: their work on the board, in place of the wall. */
  readonly board: boolean;
  readonly dialog: Dialog | null;
  readonly paletteOpen: boolean;
  readonly inboxOpen: boolean;
  /** On a narrow window the sidebar lies over the rest, and is shown on demand. */
  readonly sidebarOpen: boolean;
  /** The words that are looked for among the instances. */
  readonly filter: string;
  /** The statuses to which wall and list are narrowed; none means all. */
  readonly statuses: readonly InstanceStatus[];
  /** The instances that are chosen together. */
  readonly choice: FleetChoice;
  /** Directories whose instances are folded away in the list. */
  readonly folded: readonly string[];
  /** The one instance that this window is for; null for the main window. */
  readonly soleId: string | null;
  /** What the host asked this window to show, and was not followed yet. */
  readonly directions: readonly Direction[];
  /** A prompt or files from outside that wait for an instance to be written to. */
  readonly handed: Pick<Direction, 'prompt' | 'files'> | null;
  /** A conversation is being forked, or was a moment ago. */
  readonly forking: 'no' | 'underWay' | 'justDone';
  /** The instance whose request somebody has asked for, to answer it; null once it has the focus. */
  readonly answering: string | null;
  /** Grows when somebody wants to find an instance. */
  readonly finds: number;
  /** The task that a link or a person asked for; it stays marked until its instance leaves the screen. */
  readonly shownTask: ShownTask | null;
}

export interface ShownTask {
  readonly id: string;
  readonly instanceId: string;
  /** Grows each time, so that the same one leads to the task again. */
  readonly asked: number;
}

/** What shows a task where its instance is shown, and marks it. @returns a change, to be given to the store */
export const showingTask =
  ({ id, instanceId }: Pick<Task, 'id' | 'instanceId'>) =>
  ({ shownTask }: ViewState): Partial<ViewState> => ({
    selectedId: instanceId,
    sidebarOpen: false,
    shownTask: { id, instanceId, asked: (shownTask?.asked ?? 0) + 1 },
  });

export type Dialog =
  | { readonly kind: 'create'; readonly launcher: 'local' | 'demo'; readonly directory?: string }
  | { readonly kind: 'rename'; readonly instanceId: string }
  | { readonly kind: 'log'; readonly instanceId: string }
  | { readonly kind: 'edit'; readonly instanceId: string }
  | { readonly kind: 'doctor' }
  /** Of which versions; null for all. */
  | { readonly kind: 'news'; readonly versions: readonly string[] | null }
  /** Null shows those of all instances. */
  | { readonly kind: 'rules'; readonly ofInstance: string | null }
  | { readonly kind: 'settings'; readonly tab?: SettingTab };

/** What shows all instances at once. */
export const theWall = {
  selectedId: null,
  wall: true,
  board: false,
  sidebarOpen: false,
} as const satisfies Partial<ViewState>;

/** What shows the work of all instances. */
export const theBoard = { ...theWall, board: true } as const satisfies Partial<ViewState>;

export const initialView: ViewState = {
  selectedId: null,
  wall: false,
  board: false,
  dialog: null,
  paletteOpen: false,
  inboxOpen: false,
  sidebarOpen: false,
  filter: '',
  statuses: [],
  choice: nothingChosen,
  folded: [],
  soleId: null,
  directions: [],
  handed: null,
  forking: 'no',
  answering: null,
  finds: 0,
  shownTask: null,
};
