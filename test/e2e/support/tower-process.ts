import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { z } from 'zod';

const root = join(import.meta.dirname, '../../..');
/** The built bundle, so that every test also checks that it works. */
const program = join(root, 'out/main/headless.cjs');
/** The stand-in for the CLI, as `--claude` takes it. */
export const fakeClaude = join(root, 'test/support/fake-claude/fake-claude');
const firstLine = z.object({ url: z.string() });

export interface TowerStart {
  /** The whole environment of the tower; nothing of ours is added. */
  readonly environment: Readonly<Record<string, string>>;
  /** The data folder. */
  readonly data: string;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** The CLI, as `--claude`; without it the settings decide. */
  readonly claude?: string;
}

/** A tower that serves the app to a browser, as a process of its own. */
export class TowerProcess {
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  readonly #ended: Promise<number | null>;
  /** The link for one browser, with its token. */
  readonly link: string;

  private constructor(
    child: ChildProcessByStdio<null, Readable, Readable>,
    ended: Promise<number | null>,
    link: string,
  ) {
    this.#child = child;
    this.#ended = ended;
    this.link = link;
  }

  /** Starts a tower and waits for its link. Throws an Error with its own words when it ends instead. */
  static async start({ environment, data, port = 0, claude }: TowerStart): Promise<TowerProcess> {
    if (!existsSync(program)) throw new Error('The app is not built: run "npm run build" first.');
    const options = ['--json', '--no-open', '--port', String(port), '--data', data];
    const child = spawn(
      process.execPath,
      [program, 'serve', ...options, ...(claude === undefined ? [] : ['--claude', claude])],
      {
        env: environment,
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    const line = await Promise.race([readLine(child.stdout), ended.then(() => null)]);
    if (line === null) throw new Error(`The tower ended before it had a link: ${errors}`);
    return new TowerProcess(child, ended, firstLine.parse(JSON.parse(line)).url);
  }

  get origin(): string {
    return new URL(this.link).origin;
  }

  get port(): number {
    return Number(new URL(this.link).port);
  }

  /** Ends it as a system does. @returns its exit code */
  end(): Promise<number | null> {
    this.#child.kill('SIGTERM');
    return this.#ended;
  }

  /** Ends it without a chance to tidy up. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }
}

function readLine(stream: Readable): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const end = text.indexOf('\n');
      if (end !== -1) resolve(text.slice(0, end));
    });
  });
}
