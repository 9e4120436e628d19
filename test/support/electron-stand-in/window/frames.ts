import type { Frame } from '../chromium/cdp-session.ts';
import { preloadWorldName } from '../worlds/world-scripts.ts';

/** The frames of a page, and the preload's worlds in them. */
export class Frames {
  mainFrameId = '';
  readonly #frames = new Map<string, Frame>();
  /** The frames by the numbers of the preload's worlds in them. */
  readonly #worlds = new Map<number, string>();

  add(frame: Frame): void {
    this.#frames.set(frame.id, frame);
  }

  remove(id: string): void {
    this.#frames.delete(id);
  }

  moveWithin(id: string, url: string): void {
    const frame = this.#frames.get(id);
    if (frame !== undefined) this.#frames.set(id, { ...frame, url });
  }

  urlOf(id: string): string {
    return this.#frames.get(id)?.url ?? '';
  }

  get mainUrl(): string {
    return this.urlOf(this.mainFrameId);
  }

  /** @returns the frame in which a world is, or null for other worlds */
  frameOfWorld(world: number): string | null {
    return this.#worlds.get(world) ?? null;
  }

  /** The preload's world in the main frame; null while the page is being replaced. */
  get mainWorld(): number | null {
    for (const [world, frame] of this.#worlds) if (frame === this.mainFrameId) return world;
    return null;
  }

  addWorld(world: number, name: string, frameId: string): void {
    if (name === preloadWorldName) this.#worlds.set(world, frameId);
  }

  removeWorld(world: number): void {
    this.#worlds.delete(world);
  }

  removeWorlds(): void {
    this.#worlds.clear();
  }
}

/** What the app sees of a frame: Electron's WebFrameMain. */
export interface WebFrame {
  readonly frameTreeNodeId: string;
  readonly url: string;
  readonly origin: string;
  readonly parent: WebFrame | null;
}

/** @param urlOf the frame's address as the app knows it, now */
export function webFrame(id: string, parent: WebFrame | null, urlOf: () => string): WebFrame {
  return {
    frameTreeNodeId: id,
    parent,
    get url() {
      return urlOf();
    },
    get origin() {
      if (!URL.canParse(urlOf())) return 'null';
      const { protocol, host } = new URL(urlOf());
      return host === '' ? 'null' : `${protocol}//${host}`;
    },
  };
}
