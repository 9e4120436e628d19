import { EventEmitter } from 'node:events';
import type { Rectangle } from 'electron';
import type { StandInMenu } from './menu.ts';
import { type StandInImage, nativeImage } from './native-image.ts';

/** Electron's Tray, which nobody sees. */
export class StandInTray extends EventEmitter {
  #image: StandInImage;
  #menu: StandInMenu | null = null;
  #title = '';
  #isDestroyed = false;

  /** @throws for a file that is no image, as Electron does */
  constructor(image: StandInImage | string) {
    super();
    this.#image = imageOf(image);
  }

  setImage(image: StandInImage | string): void {
    this.#refuseWhenDestroyed();
    this.#image = imageOf(image);
  }

  setPressedImage(_image: StandInImage | string): void {
    return;
  }

  setToolTip(_text: string): void {
    this.#refuseWhenDestroyed();
  }

  setTitle(title: string): void {
    this.#title = title;
  }

  getTitle(): string {
    return this.#title;
  }

  setContextMenu(menu: StandInMenu | null): void {
    this.#refuseWhenDestroyed();
    this.#menu = menu;
  }

  popUpContextMenu(menu?: StandInMenu): void {
    (menu ?? this.#menu)?.popup();
  }

  setIgnoreDoubleClickEvents(_ignore: boolean): void {
    return;
  }

  getBounds(): Rectangle {
    return this.#image.isEmpty() ? { x: 0, y: 0, width: 0, height: 0 } : { x: 1880, y: 0, width: 22, height: 22 };
  }

  destroy(): void {
    this.#isDestroyed = true;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  #refuseWhenDestroyed(): void {
    if (this.#isDestroyed) throw new TypeError('Object has been destroyed');
  }
}

function imageOf(image: StandInImage | string): StandInImage {
  if (typeof image !== 'string') return image;
  const read = nativeImage.createFromPath(image);
  if (read.isEmpty()) throw new Error(`Failed to load image from path '${image}'`);
  return read;
}
