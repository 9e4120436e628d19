import { Buffer } from 'node:buffer';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { z } from 'zod';
import type { fakeScriptSchema, FakeStep } from '../../support/fake-claude/script.ts';

const path = join(import.meta.dirname, '..', '..', 'support', 'fake-claude', 'fake-claude');

/** A fake CLI whose stdout is kept as bytes, since what it writes need not be lines. */
export class RawFake {
  readonly exited: Promise<{ readonly code: number | null; readonly signal: string | null }>;
  readonly chunks: Buffer[] = [];
  readonly directory = mkdtempSync(join(homedir(), 'raw-'));
  readonly #child: ChildProcess;
  readonly #watchers = new Set<() => void>();

  constructor(script: z.input<typeof fakeScriptSchema>, argv: readonly string[] = []) {
    const fixed = ['-p', '--verbose', '--input-format=stream-json', '--output-format=stream-json'];
    this.#child = spawn(path, [...fixed, ...argv], {
      cwd: this.directory,
      env: { PATH: process.env['PATH'], HOME: this.directory, FAKE_CLAUDE_SCRIPT: JSON.stringify(script) },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    this.#child.stdin?.on('error', () => undefined);
    this.#child.stdout?.on('data', (chunk: Buffer) => {
      this.chunks.push(chunk);
      for (const watch of this.#watchers) watch();
    });
    this.exited = new Promise((resolve) => {
      this.#child.on('close', (code, signal) => {
        resolve({ code, signal });
      });
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get bytes(): Buffer {
    return Buffer.concat(this.chunks);
  }

  get text(): string {
    return this.bytes.toString('utf8');
  }

  /** What the lines of the usual kinds are, in order. */
  get types(): readonly string[] {
    return this.text.split('\n').flatMap((line) => {
      if (line.includes('"subtype":"init"')) return ['init'];
      return /"type":"(assistant|user|result)"/.exec(line)?.[1] ?? [];
    });
  }

  /** Resolves when stdout holds this text so many times. */
  printed(text: string, count = 1): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (this.text.split(text).length - 1 < count) return;
        this.#watchers.delete(look);
        resolve();
      };
      this.#watchers.add(look);
      look();
    });
  }

  /** Writes a prompt that brings its own steps. */
  prompt(steps: readonly FakeStep[]): void {
    this.write({ type: 'user', message: { role: 'user', content: `do [[${JSON.stringify({ steps })}]]` } });
  }

  write(message: object): void {
    this.#child.stdin?.write(`${JSON.stringify(message)}\n`);
  }

  endInput(): void {
    this.#child.stdin?.end();
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }
}
