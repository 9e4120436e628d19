import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { z } from 'zod';
import { buildArguments } from '../../../apps/main/claude/command-line.ts';
import { ClaudeProcess, type ClaudeProcessOptions } from '../../../apps/main/claude/claude-process.ts';
import type { CliMessage, CliMessageOf } from '../../../apps/main/claude/messages.ts';
import type { LadderTimes } from '../../../apps/main/supervision/close-ladder.ts';
import { LinuxProcessTable } from '../../../apps/main/supervision/linux-process-table.ts';
import { ProcessLedger } from '../../../apps/main/supervision/process-ledger.ts';
import { endTree, markerName } from '../../../apps/main/supervision/process-tree.ts';
import type { Result } from '../../../apps/shared/models/problem.ts';
import type { fakeScriptSchema } from '../../support/fake-claude/script.ts';
import { settingsWith } from '../../unit/claude/builders.ts';
import { MemoryLedger } from '../../unit/supervision/fake-processes.ts';

export const fakeClaude = join(import.meta.dirname, '..', '..', 'support', 'fake-claude', 'fake-claude');
export type Script = z.input<typeof fakeScriptSchema>;

/** A ladder for tests that climb it, of a process that is known to be ready. The others keep the real one. */
export const shortLadder: LadderTimes = { interruptMs: 300, inputMs: 500, signalMs: 500 };

/** An empty folder, which goes with the home of the test file. */
export const emptyFolder = (): string => mkdtempSync(join(homedir(), 'life-'));

/** A program of a few lines of shell. @returns its path */
export function shellProgram(text: string, firstLine = '#!/bin/sh'): string {
  const path = join(emptyFolder(), 'program');
  writeFileSync(path, `${firstLine}\n${text}\n`);
  chmodSync(path, 0o755);
  return path;
}

export interface LifeOptions extends Partial<Omit<ClaudeProcessOptions, 'onMessage' | 'onStderr'>> {
  readonly script?: Script;
}

/** One life of a CLI that a test follows. Whatever carries its marker is ended after the test. */
export class Life {
  readonly marker = randomUUID();
  readonly store = new MemoryLedger();
  readonly table = new LinuxProcessTable();
  readonly directory: string;
  readonly messages: CliMessage[] = [];
  readonly stderr: string[] = [];
  readonly #options: LifeOptions;
  readonly #watchers = new Set<() => void>();

  constructor(options: LifeOptions = {}) {
    this.#options = options;
    this.directory = emptyFolder();
    onTestFinished(async () => {
      await endTree({ marker: this.marker, pid: 0, startTime: '' }, this.table);
    });
  }

  /** Starts the process; a problem is handed back. */
  begin(): Promise<Result<ClaudeProcess>> {
    const { script, ...own } = this.#options;
    const home = join(this.directory, 'home');
    mkdirSync(home, { recursive: true });
    const settings = settingsWith({ permissionMode: 'ask' });
    const session = { kind: 'new', id: randomUUID() } as const;
    return ClaudeProcess.start({
      command: fakeClaude,
      arguments: buildArguments(settings, { session, allowPeerMessages: true, knowsPromptSnapshot: false }),
      directory: this.directory,
      marker: this.marker,
      instanceId: 'instance',
      ledger: new ProcessLedger(this.store, this.table),
      ...own,
      environment: {
        PATH: process.env['PATH'] ?? '',
        HOME: home,
        TMPDIR: home,
        FAKE_CLAUDE_SCRIPT: JSON.stringify(script ?? {}),
        ...own.environment,
        [markerName]: this.marker,
      },
      onMessage: (message) => {
        this.messages.push(message);
        for (const watch of this.#watchers) watch();
      },
      onStderr: (line) => this.stderr.push(line),
    });
  }

  /** Starts the process, which must succeed. */
  async start(): Promise<ClaudeProcess> {
    const started = await this.begin();
    if (!started.ok) throw new Error(started.problem.message);
    return started.value;
  }

  /** The so-manieth message of a kind, past or to come. */
  message<K extends CliMessage['kind']>(kind: K, count = 1): Promise<CliMessageOf<K>> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = this.messages.filter((message): message is CliMessageOf<K> => message.kind === kind)[count - 1];
        if (found === undefined) return;
        this.#watchers.delete(look);
        resolve(found);
      };
      this.#watchers.add(look);
      look();
    });
  }

  /** The pids of everything alive that carries the marker, as /proc tells it. */
  async alive(): Promise<readonly number[]> {
    const processes = (await this.table.list()).filter(({ ended }) => !ended);
    return this.table.withEnvironment(markerName, this.marker, processes);
  }
}
