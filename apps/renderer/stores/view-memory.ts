import { z } from 'zod';
import type { StoreApi } from 'zustand/vanilla';
import { instanceStatusSchema } from '../../shared/models/instance.ts';
import type { DraftStorage } from './drafts.ts';
import type { ViewState } from './view-state.ts';

/** Where a view is kept: `session` for as long as the window is open, reloads included; `lasting` beyond that. */
export interface ViewStorage {
  readonly session: DraftStorage;
  readonly lasting: DraftStorage;
}

const sessionKey = 'control-tower.view';
const lastingKey = 'control-tower.list';

const sessionSchema = z.object({
  selectedId: z.uuid().nullable(),
  wall: z.boolean(),
  board: z.boolean().default(false),
  filter: z.string(),
  statuses: z.array(instanceStatusSchema),
});
const lastingSchema = z.object({ folded: z.array(z.string()).max(1000) });

type Kept = Pick<ViewState, keyof z.infer<typeof sessionSchema> | keyof z.infer<typeof lastingSchema>>;

/** What this window showed before it was loaded anew. What cannot be read is as if it had not been kept. */
export function recallView(storage: ViewStorage): Partial<Kept> {
  return {
    ...read(storage.session, sessionKey, sessionSchema),
    ...read(storage.lasting, lastingKey, lastingSchema),
  };
}

/** Keeps what a window shows, whenever that changes. */
export function rememberView(view: StoreApi<ViewState>, storage: ViewStorage): void {
  view.subscribe((state, before) => {
    const { selectedId, wall, board, filter, statuses, folded } = state;
    if (
      selectedId !== before.selectedId ||
      wall !== before.wall ||
      board !== before.board ||
      filter !== before.filter ||
      statuses !== before.statuses
    ) {
      write(storage.session, sessionKey, { selectedId, wall, board, filter, statuses });
    }
    if (folded !== before.folded) write(storage.lasting, lastingKey, { folded });
  });
}

function read<T>(storage: DraftStorage, key: string, schema: z.ZodType<T>): Partial<T> {
  try {
    const kept = schema.safeParse(JSON.parse(storage.getItem(key) ?? 'null'));
    return kept.success ? kept.data : {};
  } catch {
    return {};
  }
}

/** A storage that is full or forbidden loses where one was at a reload, and nothing else. */
function write(storage: DraftStorage, key: string, value: unknown): void {
  try {
    storage.setItem(key, JSON.stringify(value));
  } catch {
    return;
  }
}
