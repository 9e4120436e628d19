import { StringDecoder } from 'node:string_decoder';

/** How much is kept, of the whole and of a line that does not end. In UTF-16 units. */
const limit = 16 * 1024;

/** What a process says on stderr: a line at a time for the log, and the last of it as evidence. */
export class StderrLines {
  readonly #decoder = new StringDecoder('utf8');
  readonly #onLine: (line: string) => void;
  readonly #clean: (text: string) => string;
  #last = '';
  #rest = '';

  /**
   * @param onLine hears every line that is not blank
   * @param clean takes out what nobody may see. It is done before anything is cut, because half a secret is not recognised.
   */
  constructor(onLine: (line: string) => void, clean: (text: string) => string = (text) => text) {
    this.#onLine = onLine;
    this.#clean = clean;
  }

  push(chunk: Buffer): void {
    this.#take(this.#decoder.write(chunk));
  }

  /** Nothing more will come. @returns the last of what was said, without blanks around it */
  end(): string {
    this.#take(this.#decoder.end());
    if (this.#rest.trim() !== '') this.#onLine(this.#rest);
    this.#rest = '';
    return this.#last.trim();
  }

  #take(text: string): void {
    this.#last = this.#clean(this.#last + text).slice(-limit);
    const lines = this.#clean(this.#rest + text).split('\n');
    this.#rest = (lines.pop() ?? '').slice(-limit);
    for (const line of lines) if (line.trim() !== '') this.#onLine(line);
  }
}
