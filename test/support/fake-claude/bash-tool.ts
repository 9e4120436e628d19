import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { Core } from './core.ts';
import { killTree } from './process-tree.ts';
import { toolFailed, type ToolOutcome } from './tools.ts';

/** Longer outputs go to a file, and the model sees their beginning. */
const outputLimit = 30_000;

/** One shell command: a session and process group of its own, with our environment and the CLI's marks in it. */
export class BashRun {
  readonly command: string;
  readonly startedAt = Date.now();
  readonly finished: Promise<number>;
  readonly #child: ChildProcess;
  readonly #folder = mkdtempSync(join(tmpdir(), 'fake-claude-bash-'));
  readonly #output = join(this.#folder, 'output');

  constructor(core: Core, command: string) {
    this.command = command;
    const file = openSync(this.#output, 'a');
    this.#child = spawn('/bin/bash', ['-c', command], {
      cwd: core.directory,
      detached: true,
      stdio: ['ignore', file, file],
      env: {
        ...core.environment,
        CLAUDECODE: '1',
        CLAUDE_CODE_SESSION_ID: core.session.id,
        CLAUDE_CODE_ENTRYPOINT: 'sdk-cli',
      },
    });
    closeSync(file);
    this.finished = new Promise((resolve) => {
      this.#child.on('exit', (code, signal) => {
        resolve(signal ? 137 : (code ?? 0));
      });
      this.#child.on('error', () => {
        resolve(127);
      });
    });
  }

  kill(): void {
    if (this.#child.pid !== undefined) killTree(this.#child.pid);
  }

  /** What the command printed; the file that held it is gone afterwards. */
  takeOutput(): string {
    const text = readFileSync(this.#output, 'utf8').replace(/\n+$/, '');
    rmSync(this.#folder, { recursive: true, force: true });
    return text;
  }
}

/** The outcome of a command that ended by itself. */
export function bashOutcome(core: Core, run: BashRun, code: number): ToolOutcome {
  const output = run.takeOutput();
  if (code !== 0) return toolFailed([`Exit code ${code}`, output].filter(Boolean).join('\n'));
  const structured = {
    stdout: output,
    stderr: '',
    interrupted: false,
    isImage: false,
    noOutputExpected: isSilent(run.command),
  };
  if (output.length <= outputLimit) {
    return { content: output || '(Bash completed with no output)', structured, failed: false, saysNoError: true };
  }
  const folder = join(core.store.projectFolder, core.session.id, 'tool-results');
  const persistedOutputPath = join(folder, `${randomUUID().slice(0, 9)}.txt`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(persistedOutputPath, output);
  const preview = output.slice(0, 2000);
  return {
    content: `<persisted-output>\nOutput too large. Full output saved to: ${persistedOutputPath}\n\nPreview:\n${preview}\n</persisted-output>`,
    structured: {
      ...structured,
      stdout: output.slice(0, outputLimit),
      persistedOutputPath,
      persistedOutputSize: output.length,
    },
    failed: false,
    saysNoError: true,
  };
}

const isSilent = (command: string): boolean => /^\s*(touch|rm|mkdir|mv|cp|chmod)\b/.test(command);
