import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installRealCli } from '../../scripts/install-real-cli.ts';
import { MessagesApi } from '../support/messages-api/messages-api.ts';
import { realCliEnvironment, realCliPath, realCliVersions, type RealCliVersion } from '../support/real-cli.ts';
import { WireSession } from './wire-session.ts';

const fakePath = join(import.meta.dirname, '..', 'support', 'fake-claude', 'fake-claude');

export interface StartOptions {
  /** Beside the reference command line. */
  readonly argv?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Without the flag that lets every tool run. */
  readonly asks?: boolean;
}

/** One CLI that the specifications are held against: a real one or the fake's imitation of it. */
export class CliUnderTest {
  readonly name: string;
  readonly kind: 'real' | 'fake';
  readonly version: RealCliVersion;
  #api: MessagesApi | null = null;
  #folder = '';
  #sessions: WireSession[] = [];

  constructor(kind: 'real' | 'fake', version: RealCliVersion) {
    this.kind = kind;
    this.version = version;
    this.name = `${kind} ${version}`;
  }

  /** Whether it has what came after 2.1.197: receipts for prompts, replies that tell the truth. */
  get modern(): boolean {
    return this.version !== '2.1.197';
  }

  /** The working directory of its processes. */
  get directory(): string {
    return join(this.#folder, 'work');
  }

  /** What the real one asked the model; null for the fake, which asks nobody. */
  get api(): MessagesApi | null {
    return this.kind === 'real' ? this.#api : null;
  }

  /** Call before all specifications; may install the real CLI, which takes its time. */
  async open(): Promise<void> {
    if (this.kind === 'real') {
      const problem = installRealCli(this.version);
      if (problem !== null) throw new Error(problem);
      this.#api = await MessagesApi.start();
    }
    this.#folder = mkdtempSync(join(tmpdir(), 'tower-contract-'));
    mkdirSync(this.directory);
  }

  /** Call after each specification: ends the processes that it started. */
  async reset(): Promise<void> {
    await Promise.all(this.#sessions.map((session) => session.dispose()));
    this.#sessions = [];
  }

  /** Call after all. */
  async close(): Promise<void> {
    await this.#api?.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** The executable and the environment, for whoever starts the process otherwise. */
  get executable(): string {
    return this.kind === 'fake' ? fakePath : (realCliPath(this.version) ?? 'not installed');
  }

  environment(): Record<string, string> {
    const base = realCliEnvironment({ folder: this.#folder, baseUrl: this.#api?.url ?? 'http://127.0.0.1:9' });
    const behaviour = { FAKE_CLAUDE_IMITATE: this.version, FAKE_CLAUDE_SCRIPT: JSON.stringify({ retryPace: 0.05 }) };
    return { ...base, ...(this.kind === 'fake' ? behaviour : {}) };
  }

  /** Starts a process with the reference command line. */
  start(options: StartOptions = {}): WireSession {
    const argv = [
      ...['-p', '--verbose', '--input-format', 'stream-json', '--output-format', 'stream-json'],
      ...['--strict-mcp-config', '--mcp-config', '{"mcpServers":{}}', '--permission-prompt-tool', 'stdio'],
      ...(options.asks ? [] : ['--dangerously-skip-permissions']),
      ...(options.argv ?? []),
    ];
    return this.startRaw(argv, options.environment);
  }

  /** Starts a process with exactly these arguments. */
  startRaw(argv: readonly string[], environment: Readonly<Record<string, string>> = {}): WireSession {
    const session = new WireSession(this.executable, argv, this.directory, {
      ...this.environment(),
      CLAUDE_CODE_EMIT_SESSION_STATE_EVENTS: '1',
      ...environment,
    });
    this.#sessions.push(session);
    return session;
  }
}

/** All that a specification is held against, the fakes first. */
export const allClis = (): readonly CliUnderTest[] =>
  (['fake', 'real'] as const).flatMap((kind) => realCliVersions.map((version) => new CliUnderTest(kind, version)));
