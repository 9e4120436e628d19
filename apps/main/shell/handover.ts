import { app } from 'electron';
import type { Direction } from '../../shared/contract/events.ts';
import type { Log } from '../logging/log.ts';
import { readLink } from './deep-link.ts';
import { openFiles, type OpenedFiles } from './open-files.ts';
import { readStartArguments } from './start-arguments.ts';

export interface HandoverOptions {
  readonly show: (direction: Direction) => void;
  readonly refuse: (refused: OpenedFiles['refused'][number]) => void;
  readonly log: Log;
}

/** Takes links and files that the system hands to the app, also before it can show them. */
export class Handover {
  #options: HandoverOptions | null = null;
  #links: string[] = [];
  #paths: string[] = [];

  /** To be made before Electron is ready: macOS hands over what the app was started for before that. */
  constructor() {
    app.on('open-url', (event, url) => {
      event.preventDefault();
      this.#links.push(url);
      void this.#deliver();
    });
    app.on('open-file', (event, path) => {
      event.preventDefault();
      this.#paths.push(path);
      void this.#deliver();
    });
  }

  /** Takes what is among a start's arguments. */
  takeArguments(argv: readonly string[], workingDirectory: string): void {
    const { links, paths } = readStartArguments(argv, workingDirectory, app.getAppPath());
    this.#links.push(...links);
    this.#paths.push(...paths);
    void this.#deliver();
  }

  /** From now on what is handed over is shown, and what waited with it. */
  begin(options: HandoverOptions): void {
    this.#options = options;
    void this.#deliver();
  }

  async #deliver(): Promise<void> {
    const options = this.#options;
    if (options === null) return;
    const links = this.#links.splice(0);
    const paths = this.#paths.splice(0);
    for (const link of links) {
      const direction = readLink(link);
      if (direction === null) options.log.warn('a link into the app could not be read');
      else options.show(direction);
    }
    if (paths.length === 0) return;
    const { directions, refused } = await openFiles(paths);
    for (const direction of directions) options.show(direction);
    for (const each of refused) options.refuse(each);
  }
}
