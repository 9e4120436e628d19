import { existsSync, readFileSync } from 'node:fs';
import type { Size } from 'electron';

/** Electron's NativeImage: the bytes of a PNG and what it says of itself; nothing is drawn. */
export class StandInImage {
  readonly #bytes: Buffer;
  #isTemplate = false;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  isEmpty(): boolean {
    const { width, height } = this.getSize();
    return width === 0 || height === 0;
  }

  getSize(): Size {
    const isPng = this.#bytes.length > 24 && this.#bytes.subarray(1, 4).toString('latin1') === 'PNG';
    return isPng
      ? { width: this.#bytes.readUInt32BE(16), height: this.#bytes.readUInt32BE(20) }
      : { width: 0, height: 0 };
  }

  toPNG(): Buffer {
    return this.#bytes;
  }

  toDataURL(): string {
    return `data:image/png;base64,${this.#bytes.toString('base64')}`;
  }

  addRepresentation(_options: unknown): void {
    return;
  }

  resize(_options: unknown): this {
    return this;
  }

  setTemplateImage(isTemplate: boolean): void {
    this.#isTemplate = isTemplate;
  }

  isTemplateImage(): boolean {
    return this.#isTemplate;
  }
}

/** Electron's nativeImage: PNG alone; whatever else is an empty image, as for Electron a broken file is. */
export const nativeImage = {
  createEmpty: (): StandInImage => new StandInImage(Buffer.alloc(0)),
  createFromPath: (path: string): StandInImage =>
    new StandInImage(existsSync(path) ? readFileSync(path) : Buffer.alloc(0)),
  createFromBuffer: (bytes: Buffer): StandInImage => new StandInImage(bytes),
  createFromDataURL: (url: string): StandInImage => new StandInImage(Buffer.from(url.split(',')[1] ?? '', 'base64')),
};
