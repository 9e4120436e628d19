import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a second start says to the first. */
export interface SecondStart {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly data: unknown;
}

/** Says the message from a process of its own, so that the caller may end at once, as with Electron's lock. */
const sayIt = "const s=require('net').connect(process.argv[1],()=>s.end(process.argv[2]));s.on('error',()=>{})";

/** One app at a time for each folder of user data. */
export class SingleInstanceLock {
  readonly #onSecond: (second: SecondStart) => void;
  #server: Server | null = null;
  #files: readonly string[] = [];

  constructor(onSecond: (second: SecondStart) => void) {
    this.#onSecond = onSecond;
  }

  get isHeld(): boolean {
    return this.#server !== null;
  }

  /** Takes the lock, or tells the app that has it. @returns whether we have it */
  take(folder: string, ours: SecondStart): boolean {
    if (this.#server !== null) return true;
    mkdirSync(folder, { recursive: true });
    const lock = join(folder, 'stand-in-lock');
    // A socket's path may have about a hundred characters.
    const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
    const socket = join(tmpdir(), `${name}.sock`);
    const owner = ownerOf(lock);
    if (owner !== null) {
      // The executable of this process is the stand-in, which is a plain Node when it is asked to be one.
      const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
      spawnSync(process.execPath, ['-e', sayIt, socket, JSON.stringify(ours)], { timeout: 10_000, env });
      return false;
    }
    writeFileSync(lock, String(process.pid));
    rmSync(socket, { force: true });
    this.#files = [lock, socket];
    this.#server = createServer((connection) => {
      let text = '';
      connection.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      connection.on('end', () => this.#onSecond(JSON.parse(text) as SecondStart));
      connection.on('error', () => undefined);
    });
    this.#server.listen(socket).unref();
    return true;
  }

  release(): void {
    this.#server?.close();
    this.#server = null;
    for (const file of this.#files) rmSync(file, { force: true });
    this.#files = [];
  }
}

/** @returns the process that has the lock, or null when it is free or its owner is gone */
function ownerOf(lock: string): number | null {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    process.kill(pid, 0);
    return pid;
  } catch {
    return null;
  }
}
