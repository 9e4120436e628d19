import {
  chmodSync,
  closeSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  realpathSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realCliEnvironment } from '../support/real-cli.ts';
import { mountSmallDisk } from '../support/small-disk.ts';

const fakeClaude = join(import.meta.dirname, '..', 'support', 'fake-claude', 'fake-claude');
/** Room for all that the agents of a round may say, once in the database and once in its log, and little more. */
const smallDiskMegabytes = 16;

/** Names the CLI that an agent is to have; without it the agent has the stand-in. */
export const cliVariable = 'CHAOS_CLI';
/** The header by which the stand-in API tells the processes of real CLIs apart. */
export const processHeader = 'x-chaos-process';

/** The folders of one round: all that its towers and agents may write. */
export class RoundPlace {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'control-tower-chaos-')));
  readonly data = join(this.folder, 'data');
  readonly project = join(this.folder, 'project');
  readonly config = join(this.folder, 'home', '.claude');
  /** Where the stand-ins note each prompt that they are given. */
  readonly record = join(this.folder, 'prompts.jsonl');
  /** The CLI for the tower: the stand-in or a real one, as the agent's environment says. */
  readonly cli = join(this.folder, 'cli');
  /** For the tower and everything that it starts: a home of its own, and nothing of whoever runs this. */
  readonly environment: Readonly<Record<string, string>>;
  /** Null without a small disk. */
  #unmount: (() => void) | null = null;

  /** @param smallDisk has the data folder on a disk of some megabytes, where the system lets us make one */
  constructor(apiUrl: string, smallDisk: boolean) {
    for (const path of [this.data, this.project]) mkdirSync(path);
    writeFileSync(
      this.cli,
      `#!/bin/sh\nexport ANTHROPIC_CUSTOM_HEADERS="${processHeader}: $$"\nexec "\${${cliVariable}:-${fakeClaude}}" "$@"\n`,
    );
    chmodSync(this.cli, 0o755);
    this.environment = {
      ...realCliEnvironment({ folder: this.folder, baseUrl: apiUrl }),
      SHELL: '/bin/sh',
      // Hundreds of short processes run the same few files: compiled once, a round costs half.
      NODE_COMPILE_CACHE: join(tmpdir(), 'control-tower-chaos-code'),
      CLAUDE_CODE_MAX_RETRIES: '2',
      FAKE_CLAUDE_RECORD: this.record,
    };
    // Where it cannot be had the round goes on with a disk that does not fill, and its report says so.
    if (smallDisk) this.#unmount = mountSmallDisk(this.data, smallDiskMegabytes);
  }

  get smallDisk(): boolean {
    return this.#unmount !== null;
  }

  /** Leaves no room on the small disk. @returns whether there was any */
  fillDisk(): boolean {
    if (!this.smallDisk) return false;
    const file = openSync(join(this.data, 'ballast'), 'a');
    try {
      let written = 0;
      for (let size = 1 << 20; size >= 512; size >>= 1) written += writeUntilFull(file, Buffer.alloc(size));
      return written > 0;
    } finally {
      closeSync(file);
    }
  }

  freeDisk(): void {
    if (this.smallDisk) rmSync(join(this.data, 'ballast'), { force: true });
  }

  remove(): void {
    this.unmount();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  /** Leaves the folders for whoever wants to look at them, with what was on the small disk. */
  keep(): void {
    if (this.smallDisk) cpSync(this.data, `${this.data}-of-small-disk`, { recursive: true });
    this.unmount();
  }

  unmount(): void {
    this.#unmount?.();
    this.#unmount = null;
  }
}

/** @returns how many bytes there was room for */
function writeUntilFull(file: number, bytes: Buffer): number {
  let written = 0;
  try {
    for (let now = bytes.length; now === bytes.length; written += now) now = writeSync(file, bytes);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  }
  return written;
}
