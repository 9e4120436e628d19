import type { LucideIcon } from 'lucide-react';
import type { ShortcutId } from './shortcuts.ts';

/** Groups of the palette, in its order. */
export const actionGroups = ['instance', 'go', 'tower', 'task', 'setting'] as const;
export type ActionGroup = (typeof actionGroups)[number];

/** Something that a person can do now, wherever it is offered: in the palette, by its keys. */
export interface Action {
  /** The same over restarts, so that it can be remembered. */
  readonly id: string;
  readonly group: ActionGroup;
  readonly label: string;
  /** What tells two of the same name apart. */
  readonly detail?: string;
  /** Other words by which it is found. */
  readonly keywords?: string;
  readonly icon: LucideIcon;
  readonly shortcut?: ShortcutId;
  readonly run: () => void;
}
