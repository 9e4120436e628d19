import type { Direction } from '../../../shared/contract/events.ts';
import type { FleetState } from '../../stores/fleet-state.ts';
import { showingTask, type ViewState } from '../../stores/view-state.ts';

export interface DirectionPlan {
  readonly change: Partial<ViewState>;
  /** What was asked for is not there. */
  readonly gone: boolean;
  /** Look whether events were missed. */
  readonly refresh: boolean;
}

/** What following a direction of the host means for this window. A prompt is only kept for the composer, never sent. */
export function planDirection(direction: Direction, fleet: FleetState, view: ViewState): DirectionPlan {
  const { taskId, show, directory, prompt, files } = direction;
  const wanted = direction.instanceId ?? (taskId === null ? null : (fleet.tasks[taskId]?.instanceId ?? null));
  const found = wanted === null ? undefined : fleet.instances[wanted];
  const there = found !== undefined && found.deletedAt === null;
  const gone = !there && (direction.instanceId !== null || taskId !== null);
  const change: Partial<ViewState> = {
    ...(there ? { selectedId: found.id, sidebarOpen: false, dialog: keepForm(view.dialog) } : {}),
    ...(there && taskId !== null ? showingTask({ id: taskId, instanceId: found.id })(view) : {}),
    ...(prompt !== null || files.length > 0 ? { handed: joinHanded(view.handed, { prompt, files }) } : {}),
    ...(show === 'create'
      ? { dialog: { kind: 'create', launcher: 'local', ...(directory === null ? {} : { directory }) } }
      : {}),
    ...(show === 'settings' ? { dialog: { kind: 'settings' } } : {}),
    ...(show === 'news' ? { dialog: { kind: 'news', versions: null } } : {}),
    ...(show === 'find' ? { dialog: null, sidebarOpen: true, finds: view.finds + 1 } : {}),
  };
  return { change, gone, refresh: show === 'refresh' };
}

/** A form may hold what somebody has typed; the other dialogs only stand in the way. */
function keepForm(dialog: ViewState['dialog']): ViewState['dialog'] {
  return dialog?.kind === 'settings' || dialog?.kind === 'log' || dialog?.kind === 'news' ? null : dialog;
}

function joinHanded(before: ViewState['handed'], next: NonNullable<ViewState['handed']>): ViewState['handed'] {
  if (before === null) return next;
  const prompts = [before.prompt, next.prompt].filter((prompt) => prompt !== null);
  return { prompt: prompts.length === 0 ? null : prompts.join('\n\n'), files: [...before.files, ...next.files] };
}
