import { randomUUID } from 'node:crypto';
import type { InstanceSettings } from '../../../apps/shared/models/instance.ts';
import { jsonObjectSchema, type Json, type JsonObject } from '../../../apps/shared/models/json.ts';
import type { Result } from '../../../apps/shared/models/problem.ts';
import { ClaudeProcess } from '../../../apps/main/claude/claude-process.ts';
import { buildArguments, buildEnvironment, type SessionChoice } from '../../../apps/main/claude/command-line.ts';
import type { CliMessage, CliMessageOf, ResultMessage } from '../../../apps/main/claude/messages.ts';
import { processTableFor } from '../../../apps/main/supervision/platform.ts';
import { ProcessLedger, type LedgerRow, type LedgerStore } from '../../../apps/main/supervision/process-ledger.ts';
import { endTree, processesOfTree } from '../../../apps/main/supervision/process-tree.ts';
import { settingsWith } from '../../unit/claude/builders.ts';
import type { CliUnderTest } from '../cli-under-test.ts';

const table = processTableFor(process.platform);

class Rows implements LedgerStore {
  readonly rows = new Map<string, LedgerRow>();

  add(row: LedgerRow): null {
    this.rows.set(row.marker, row);
    return null;
  }

  remove(marker: string): null {
    this.rows.delete(marker);
    return null;
  }

  all(): readonly LedgerRow[] {
    return [...this.rows.values()];
  }
}

export interface TowerOptions {
  readonly settings?: Partial<InstanceSettings>;
  readonly session?: SessionChoice;
  readonly environment?: Readonly<Record<string, string>>;
}

/** One process as the tower starts it, with everything that it said, taken apart. */
export class TowerSession {
  readonly sessionId: string;
  readonly messages: CliMessage[] = [];
  readonly ledger = new Rows();
  readonly #marker = randomUUID();
  readonly #watchers = new Set<() => void>();
  #process: ClaudeProcess | null = null;

  private constructor(sessionId: string) {
    this.sessionId = sessionId;
  }

  /** Starts the CLI under test with the tower's own command line and environment. */
  static async start(cli: CliUnderTest, options: TowerOptions = {}): Promise<TowerSession> {
    const session = options.session ?? { kind: 'new', id: randomUUID() };
    const tower = new TowerSession(session.id);
    const chosen = settingsWith({ directory: cli.directory, model: 'sonnet', ...options.settings });
    const started: Result<ClaudeProcess> = await ClaudeProcess.start({
      command: cli.executable,
      arguments: buildArguments(chosen, { session, allowPeerMessages: false, knowsPromptSnapshot: false }),
      directory: cli.directory,
      environment: buildEnvironment({ ...cli.environment(), ...options.environment }, chosen, tower.#marker),
      marker: tower.#marker,
      instanceId: 'contract',
      ledger: new ProcessLedger(tower.ledger, table),
      onMessage: (message) => {
        tower.messages.push(message);
        for (const watch of tower.#watchers) watch();
      },
      onStderr: () => undefined,
    });
    if (!started.ok) throw new Error(started.problem.message);
    tower.#process = started.value;
    return tower;
  }

  get process(): ClaudeProcess {
    if (!this.#process) throw new Error('not started');
    return this.#process;
  }

  prompt(content: Json): string {
    const uuid = randomUUID();
    this.process.prompt(uuid, content);
    return uuid;
  }

  /** The so-manieth message of a kind that fits, past or to come. */
  wait<K extends CliMessage['kind']>(
    kind: K,
    fits: (message: CliMessageOf<K>) => boolean = () => true,
    count = 1,
  ): Promise<CliMessageOf<K>> {
    const isIt = (message: CliMessage): message is CliMessageOf<K> => message.kind === kind;
    return new Promise((resolve) => {
      const look = (): void => {
        const found = this.messages.filter(isIt).filter((message) => fits(message))[count - 1];
        if (!found) return;
        this.#watchers.delete(look);
        resolve(found);
      };
      this.#watchers.add(look);
      look();
    });
  }

  async result(count = 1): Promise<ResultMessage> {
    return (await this.wait('result', undefined, count)).result;
  }

  /** What carries the marker and lives. */
  async left(): Promise<readonly number[]> {
    const tree = { marker: this.#marker, pid: 0, startTime: '' };
    return (await processesOfTree(tree, table)).map((info) => info.pid);
  }

  /** Kills what a failed test left. */
  async dispose(): Promise<void> {
    await endTree({ marker: this.#marker, pid: 0, startTime: '' }, table);
  }
}

/** The input of a question that the CLI asks. */
export const inputOf = (request: JsonObject): JsonObject => jsonObjectSchema.parse(request['input']);
