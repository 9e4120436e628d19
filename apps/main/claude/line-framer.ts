/** One line of output, or the news that a line was too long to be kept. */
export type Frame =
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'oversize'; readonly bytes: number }
  /** What stood after the last newline when the stream ended. */
  | { readonly kind: 'broken'; readonly text: string };

/**
 * The CLI itself knows no limit; single lines of many MB are real (protocol, section 8), and a request to the API may have
 * 32 MB. A line costs several times its length until it is stored. Bytes: 64 MB, and what is wrapped around them.
 */
export const maxLineBytes = 65 * 1024 * 1024;

/** Where parts of unfinished lines get their room. */
export interface LineRoom {
  /** @returns false when there is no room for so many bytes */
  take(bytes: number): boolean;
  giveBack(bytes: number): void;
}

const endlessRoom: LineRoom = { take: () => true, giveBack: () => undefined };

const newline = 0x0a;

/**
 * Cuts a byte stream into lines. Bytes are decoded only up to a newline, which is never part of a longer character, so
 * that a character split between two chunks stays whole.
 */
export class LineFramer {
  readonly #limit: number;
  readonly #room: LineRoom;
  #parts: Buffer[] = [];
  /** The length of the line so far. */
  #held = 0;
  /** How much of it is kept in `#parts`, and was taken from the room. */
  #kept = 0;
  /** True while the rest of a line that is too long, or found no room, is thrown away. */
  #skipping = false;

  constructor(limit = maxLineBytes, room = endlessRoom) {
    this.#limit = limit;
    this.#room = room;
  }

  /** Takes the next bytes. @returns the lines that they complete, without their newline; empty lines are left out */
  push(chunk: Buffer): readonly Frame[] {
    const end = chunk.lastIndexOf(newline);
    if (end === -1) {
      this.#hold(chunk);
      return [];
    }
    const frames: Frame[] = [];
    let from = 0;
    if (this.#skipping || this.#held > 0) {
      const first = chunk.indexOf(newline);
      this.#hold(chunk.subarray(0, first));
      this.#release(frames);
      from = first + 1;
    }
    if (from <= end) this.#split(chunk.subarray(from, end), frames);
    this.#hold(chunk.subarray(end + 1));
    return frames;
  }

  /** The stream is over. @returns what stood there without a newline, if anything */
  end(): readonly Frame[] {
    const frames: Frame[] = [];
    this.#release(frames);
    return frames.map((frame) => (frame.kind === 'line' ? { kind: 'broken', text: frame.text } : frame));
  }

  #split(bytes: Buffer, frames: Frame[]): void {
    if (bytes.length > this.#limit) {
      // Rare enough to be slow: one line at a time, so that one giant does not cost its neighbours.
      for (let from = 0; from <= bytes.length;) {
        const at = bytes.indexOf(newline, from);
        const to = at === -1 ? bytes.length : at;
        if (to - from > this.#limit) frames.push({ kind: 'oversize', bytes: to - from });
        else this.#line(bytes.toString('utf8', from, to), frames);
        from = to + 1;
      }
      return;
    }
    for (const text of bytes.toString('utf8').split('\n')) this.#line(text, frames);
  }

  #line(text: string, frames: Frame[]): void {
    const bare = text.endsWith('\r') ? text.slice(0, -1) : text;
    if (bare !== '') frames.push({ kind: 'line', text: bare });
  }

  #hold(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.#held += bytes.length;
    if (this.#skipping) return;
    if (this.#held <= this.#limit && this.#room.take(bytes.length)) {
      this.#parts.push(bytes);
      this.#kept += bytes.length;
    } else {
      this.#skipping = true;
      this.#drop();
    }
  }

  #release(frames: Frame[]): void {
    if (this.#skipping) {
      frames.push({ kind: 'oversize', bytes: this.#held });
    } else if (this.#held > 0) {
      const [first] = this.#parts;
      const bytes = this.#parts.length === 1 && first !== undefined ? first : Buffer.concat(this.#parts);
      // Before it is decoded: a line of many MB is not to be there three times.
      this.#drop();
      this.#line(bytes.toString('utf8'), frames);
    }
    this.#drop();
    this.#held = 0;
    this.#skipping = false;
  }

  #drop(): void {
    this.#room.giveBack(this.#kept);
    this.#kept = 0;
    this.#parts = [];
  }
}
