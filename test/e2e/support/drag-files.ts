import type { Locator } from '@playwright/test';

/** A drag of files over the window, as the browser itself makes it of what a file manager hands over. */
export interface FileDrag {
  /** Brings it over another element. */
  readonly over: (target: Locator) => Promise<void>;
  readonly drop: () => Promise<void>;
}

/** Drags files of this computer into the window, until they are over an element. */
export async function dragFiles(target: Locator, paths: readonly string[]): Promise<FileDrag> {
  const session = await target.page().context().newCDPSession(target.page());
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  let point = await middleOf(target);
  const send = (type: 'dragEnter' | 'dragOver' | 'drop'): Promise<unknown> =>
    session.send('Input.dispatchDragEvent', { type, ...point, data });
  await send('dragEnter');
  await send('dragOver');
  return {
    over: async (next) => {
      point = await middleOf(next);
      await send('dragOver');
    },
    drop: async () => {
      await send('drop');
      await session.detach();
    },
  };
}

/** Drops files of this computer on an element. */
export async function dropFiles(target: Locator, paths: readonly string[]): Promise<void> {
  const drag = await dragFiles(target, paths);
  await drag.drop();
}

async function middleOf(target: Locator): Promise<{ readonly x: number; readonly y: number }> {
  const box = await target.boundingBox();
  if (box === null) throw new Error('The element is not to be seen.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
