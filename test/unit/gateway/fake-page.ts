import { EventEmitter } from 'node:events';

/** A frame as Electron shows it to the main process. */
export interface FakeFrame {
  readonly frameTreeNodeId: number;
  readonly url: string;
}

/** A window's contents, as far as the transport looks at them. */
export class FakeContents extends EventEmitter {
  readonly id: number;
  readonly mainFrame: FakeFrame;

  constructor(id: number) {
    super();
    this.id = id;
    this.mainFrame = { frameTreeNodeId: 100 + id, url: 'app://tower/' };
  }

  isDestroyed(): boolean {
    return false;
  }

  /** Nothing is asked of what a window is sent. */
  send(..._: readonly unknown[]): void {
    this.emit('sent');
  }
}

/** A frame that went away: Electron throws whatever it is asked. */
export const goneFrame = new Proxy<FakeFrame>(
  { frameTreeNodeId: 0, url: '' },
  {
    get: () => {
      throw new Error('Render frame was disposed before WebFrameMain could be accessed');
    },
  },
);
