import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ok, type Problem, type Result } from '../shared/models/problem.ts';
import type { Host } from '../shared/models/tower.ts';
import { instanceCalls } from './calls/instance-calls.ts';
import { towerCalls } from './calls/tower-calls.ts';
import { ClaudeLocator } from './claude/claude-locator.ts';
import { CliFlags } from './claude/cli-flags.ts';
import { diagnose } from './claude/discovery/diagnose.ts';
import { LocalLauncher } from './claude/launch.ts';
import { EventBus } from './events/event-bus.ts';
import type { Handlers } from './gateway/handlers.ts';
import type { Log } from './logging/log.ts';
import { InstanceLog } from './orchestrator/instance-log.ts';
import { InstanceManager } from './orchestrator/instance-manager.ts';
import { InstanceRecords } from './orchestrator/instance-records.ts';
import { OfferBook } from './orchestrator/offer-book.ts';
import { ProcessStarter } from './orchestrator/process-starter.ts';
import { RequestBroker } from './orchestrator/request-broker.ts';
import { SettingsKeeper } from './orchestrator/settings-keeper.ts';
import { TaskQueue } from './orchestrator/task-queue.ts';
import { TowerControl } from './orchestrator/tower-control.ts';
import { lockDataFolder } from './persistence/data-folder-lock.ts';
import type { Database } from './persistence/database.ts';
import { openDatabase } from './persistence/open-database.ts';
import { StorageError } from './persistence/storage-problems.ts';
import { processTableFor } from './supervision/platform.ts';
import { ProcessLedger, type LedgerStore } from './supervision/process-ledger.ts';

export interface TowerOptions {
  readonly dataDirectory: string;
  readonly host: { readonly kind: 'electron' | 'web'; readonly version: string };
  readonly log: Log;
  /** An executable to use as the CLI in this run, whatever the settings say. */
  readonly claudePath?: string;
  readonly chooseDirectory?: (startIn: string | null) => Promise<string | null>;
}

export interface Tower {
  readonly bus: EventBus;
  readonly handlers: Handlers;
  readonly manager: InstanceManager;
  /** Ends every process well, then the database. Asked twice, it is the same ending. */
  close(): Promise<void>;
}

/** How long a deleted instance can be restored, in milliseconds. */
const keepDeletedMs = 30 * 24 * 3600 * 1000;

/**
 * Builds every service, in order, on a data folder of its own.
 * @returns the tower at work, or why it cannot be: another tower there, or a database that cannot be used
 */
export async function openTower(options: TowerOptions): Promise<Result<Tower>> {
  const { dataDirectory, log } = options;
  const lock = lockDataFolder(dataDirectory);
  if (!lock.ok) return lock;
  const opened = openDatabase({
    file: join(dataDirectory, 'tower.db'),
    backupDirectory: join(dataDirectory, 'backups'),
    onBadRow: (table, id, error) => log.error('a row could not be read', { table, id, error: String(error) }),
  });
  if (!opened.ok) {
    lock.value.release();
    return opened;
  }
  const tower = await buildTower(options, opened.value);
  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    await tower.stop();
    opened.value.close();
    lock.value.release();
    log.info('the tower is closed');
  };
  return ok({ bus: tower.bus, handlers: tower.handlers, manager: tower.manager, close: () => (closing ??= close()) });
}

async function buildTower(options: TowerOptions, database: Database) {
  const { dataDirectory, log } = options;
  const now = Date.now;
  const home = homedir();
  const runsAsRoot = process.getuid?.() === 0 && process.env['IS_SANDBOX'] !== '1';
  const purged = database.instances.purgeDeletedBefore(now() - keepDeletedMs);
  if (!purged.ok) log.warn('deleted instances could not be purged', { problem: purged.problem.code });

  const bus = new EventBus({
    writer: database,
    onListenerError: (error) => log.error('a listener failed', { error: String(error) }),
  });
  bus.onStorageProblem((found) => {
    if (found === null) log.info('the database can be written again');
    else log.error('the database cannot be written', { problem: found.code, detail: found.detail });
  });
  const settings = new SettingsKeeper(bus, database.settings.load());
  log.setLogContents?.(settings.current.logContents);
  bus.on('settings.updated', () => log.setLogContents?.(settings.current.logContents));
  const control = new TowerControl(bus, database.towerState.load());

  const ledger = new ProcessLedger(ledgerStore(database), processTableFor(process.platform));
  const swept = await ledger.sweep();
  for (const row of swept.ended) log.warn('ended what an earlier run left behind', { pid: row.pid });
  for (const { pids } of swept.remaining) log.error('could not end what an earlier run left behind', { pids });

  const search = { environment: process.env, platform: process.platform, home };
  const claudePath = (): string | null => options.claudePath ?? settings.current.claudePath;
  const locator = new ClaudeLocator(search, claudePath);
  const flags = new CliFlags();
  const starter = new ProcessStarter({
    launcher: new LocalLauncher({
      locateClaude: () => locator.locate(),
      demoAgent: demoAgentFile(),
      demoDirectory: join(dataDirectory, 'demo'),
      nodePath: process.execPath,
      runsAsRoot,
    }),
    ledger,
    environment: () => locator.environment(),
    allowPeerMessages: () => settings.current.allowPeerMessages,
    knowsFlag: (command, flag) => flags.knows(command, flag),
    onOffer: (instance, offer) => offers.note(instance.launcher, offer),
    readyMs: 60_000,
  });
  const offers = new OfferBook({
    store: database.cache,
    starter: () => starter,
    settings: () => settings.current,
    directory: dataDirectory,
    now,
  });
  const records = new InstanceRecords(bus, now, database.instances.all());
  const queue = new TaskQueue({
    bus,
    prompts: database.prompts,
    archive: database.tasks,
    stored: database.tasks.open(),
    now,
  });
  const requests = new RequestBroker(bus, database.requests, now);
  const instanceLog = new InstanceLog(database.logs, now);
  const manager = new InstanceManager({
    bus,
    records,
    queue,
    requests,
    runtime: {
      prompts: database.prompts,
      starter,
      log: (id, level, source, text) => instanceLog.write(id, level, source, text),
      settleMs: 5000,
    },
    settings: () => settings.current,
    tower: () => control.state,
    readLog: (id, limit) => instanceLog.read(id, limit),
    home,
    now,
  });
  requests.recover(database.requests.open());
  for (const turn of database.turns.open()) {
    bus.publish('turn.interrupted', { turn: { ...turn, status: 'interrupted', endedAt: now() } });
  }
  manager.start();
  log.info('the tower is open', { version: options.host.version, host: options.host.kind });

  const host: Host = {
    ...options.host,
    platform: process.platform,
    homeDirectory: home,
    dataDirectory,
    runsAsRoot,
  };
  const handlers: Handlers = {
    ...instanceCalls(manager, queue),
    ...towerCalls({
      bus,
      database,
      manager,
      records,
      queue,
      requests,
      settings,
      control,
      offers,
      host,
      diagnose: (path) =>
        diagnose({
          ...search,
          settingsPath: claudePath(),
          ...(path === undefined ? {} : { claudePath: path }),
          dataDirectory,
          userId: process.getuid?.() ?? null,
        }),
      chooseDirectory: options.chooseDirectory ?? (() => Promise.resolve(null)),
    }),
  };
  const stop = async (): Promise<void> => {
    await manager.stop();
    await offers.close();
    instanceLog.flush();
    const lost = bus.close();
    if (lost !== null) log.error('the last events could not be written', { problem: lost.code });
  };
  return { bus, handlers, manager, stop };
}

/** The ledger's table says by an exception what the ledger wants as a value. */
function ledgerStore({ processes }: Database): LedgerStore {
  const attempt = (work: () => void): Problem | null => {
    try {
      work();
      return null;
    } catch (error) {
      if (error instanceof StorageError) return error.problem;
      throw error;
    }
  };
  return {
    add: (row) => attempt(() => processes.add({ ...row })),
    remove: (marker) => attempt(() => processes.remove(marker)),
    all: () => processes.all(),
  };
}

/** Beside this file in a build, in its own folder in a checkout. */
function demoAgentFile(): string {
  const places = [
    join(import.meta.dirname, 'demo-agent.cjs'),
    join(import.meta.dirname, '..', 'demo-agent.cjs'),
    join(import.meta.dirname, 'demo-agent', 'main.ts'),
  ];
  return places.find((place) => existsSync(place)) ?? join(import.meta.dirname, 'demo-agent.cjs');
}
