import { homedir } from 'node:os';
import { join } from 'node:path';
import { ok, type Result } from '../shared/models/problem.ts';
import type { Desktop, Host } from '../shared/models/tower.ts';
import { instanceCalls } from './calls/instance-calls.ts';
import { keyCalls } from './calls/key-calls.ts';
import { towerCalls } from './calls/tower-calls.ts';
import { ClaudeLocator } from './claude/claude-locator.ts';
import { CliFlags } from './claude/cli-flags.ts';
import { diagnose } from './claude/discovery/diagnose.ts';
import { LocalLauncher } from './claude/launch.ts';
import { EventBus } from './events/event-bus.ts';
import type { Handlers } from './gateway/handlers.ts';
import { findDemoAgent } from './host/program-files.ts';
import type { Log } from './logging/log.ts';
import { redactText } from './logging/redact.ts';
import { secretValues } from './logging/secret-names.ts';
import { InstanceLog } from './orchestrator/instance-log.ts';
import { accountOf, HoldBook } from './orchestrator/hold-book.ts';
import { InstanceManager } from './orchestrator/instance-manager.ts';
import { InstanceRecords } from './orchestrator/instance-records.ts';
import { OfferBook } from './orchestrator/offer-book.ts';
import { ProcessStarter } from './orchestrator/process-starter.ts';
import { RequestBroker } from './orchestrator/request-broker.ts';
import { MemoryGate } from './orchestrator/resource-gate.ts';
import { ResourceHistory } from './orchestrator/resource-history.ts';
import { MemoryLimits } from './orchestrator/resource-limits.ts';
import { ResourceMonitor } from './orchestrator/resource-monitor.ts';
import { SettingsKeeper } from './orchestrator/settings-keeper.ts';
import { TaskQueue } from './orchestrator/task-queue.ts';
import { TowerControl } from './orchestrator/tower-control.ts';
import { Watchdog } from './orchestrator/watchdog.ts';
import { lockDataFolder } from './persistence/data-folder-lock.ts';
import type { Database } from './persistence/database.ts';
import { openDatabase } from './persistence/open-database.ts';
import { InstanceKeys } from './secrets/instance-keys.ts';
import { noVault, type SecretVault } from './secrets/secret-vault.ts';
import { guardFor, processTableFor } from './supervision/platform.ts';
import { noGuard } from './supervision/process-guard.ts';
import { ProcessLedger } from './supervision/process-ledger.ts';
import { availableMemoryOf, computerResources } from './supervision/tree-usage-memory.ts';
import { usageSourceFor } from './supervision/tree-usage-platform.ts';
import { TreeUsageSampler } from './supervision/tree-usage.ts';

export interface TowerOptions {
  readonly dataDirectory: string;
  readonly host: { readonly kind: 'electron' | 'web'; readonly version: string };
  readonly log: Log;
  /** An executable to use as the CLI in this run, whatever the settings say. */
  readonly claudePath?: string;
  /** Where the host has API keys sealed; without one they are kept only until the tower ends. */
  readonly vault?: SecretVault;
  readonly chooseDirectory?: (startIn: string | null) => Promise<string | null>;
  /** What only a host with windows of its own can do. */
  readonly openInstanceWindow?: (instanceId: string) => void;
  readonly desktop?: () => Desktop | null;
}

export interface Tower {
  readonly bus: EventBus;
  readonly handlers: Handlers;
  readonly manager: InstanceManager;
  /** To be told how many windows are open: what nobody looks at is measured seldom. */
  readonly onWindows: (open: number) => void;
  /** Ends every process well, then the database. Asked twice, it is the same ending. */
  close(): Promise<void>;
}

/** Where the CLI refuses to work without asking (protocol, section 1.2). */
const runsAsRoot = process.getuid?.() === 0 && process.env['IS_SANDBOX'] !== '1';
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
  const tower = await buildTower(options, opened.value).catch((error: unknown) => {
    opened.value.close();
    lock.value.release();
    throw error;
  });
  void opened.value.backups.start();
  opened.value.checkpoints.start();
  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    await Promise.all([tower.stop(), opened.value.backups.stop()]);
    await opened.value.checkpoints.stop();
    opened.value.close();
    lock.value.release();
    log.info('the tower is closed');
  };
  const { bus, handlers, manager, onWindows } = tower;
  return ok({ bus, handlers, manager, onWindows, close: () => (closing ??= close()) });
}

async function buildTower(options: TowerOptions, database: Database) {
  const { log } = options;
  const purged = database.instances.purgeDeletedBefore(Date.now() - keepDeletedMs);
  if (!purged.ok) log.warn('deleted instances could not be purged', { problem: purged.problem.code });
  const bus = new EventBus({
    writer: database,
    onListenerError: (error) => log.error('a listener failed', { error: String(error) }),
  });
  logStorage(bus, log);
  const settings = new SettingsKeeper(bus, database.settings.load());
  log.setLogContents?.(settings.current.logContents);
  bus.on('settings.updated', () => log.setLogContents?.(settings.current.logContents));
  const control = new TowerControl(bus, database.towerState.load());
  const guard = guardFor(process.platform, (reason) => log.error('there is no guard for a killed tower', { reason }));
  const ledger = new ProcessLedger(database.processes, processTableFor(process.platform), guard ?? noGuard);
  await sweep(ledger, log);

  const records = new InstanceRecords(bus, Date.now, database.instances.all());
  const keys = buildKeys(options, { bus, database, records });
  const cli = buildCli(options, { database, ledger, settings, keys });
  const work = buildOrchestrator({ bus, database, settings, control, records, keys, starter: cli.starter });
  const monitor = buildMonitor({ ...work, bus, settings, ledger, log });
  const watchdog = buildWatchdog({ ...work, settings, monitor });
  work.requests.recover(database.requests.open());
  const cut = database.turns.open();
  for (const turn of cut) {
    bus.publish('turn.interrupted', { turn: { ...turn, status: 'interrupted', endedAt: Date.now() } });
  }
  work.manager.start(new Set(cut.flatMap(({ taskId }) => taskId ?? [])));
  log.info('the tower is open', { version: options.host.version, host: options.host.kind });

  const handlers: Handlers = {
    ...instanceCalls(work.manager, work.queue),
    ...keyCalls(keys),
    ...towerCalls({
      ...work,
      bus,
      database,
      settings,
      control,
      monitor,
      watchdog,
      offers: cli.offers,
      diagnose: cli.diagnose,
      host: { ...describeHost(options), runsAsRoot },
      chooseDirectory: options.chooseDirectory ?? (() => Promise.resolve(null)),
      openInstanceWindow: options.openInstanceWindow ?? (() => undefined),
      desktop: options.desktop ?? (() => null),
    }),
  };
  const stop = async (): Promise<void> => {
    work.gate.stop();
    watchdog.stop();
    await Promise.all([work.manager.stop(), cli.offers.close()]);
    await monitor.stop();
    await guard?.close();
    work.instanceLog.flush();
    const lost = bus.close();
    if (lost !== null) log.error('the last events could not be written', { problem: lost.code });
  };
  return { bus, handlers, manager: work.manager, onWindows: (open: number) => monitor.setWindows(open), stop };
}

/** The API keys of instances. Deleting an instance destroys its key, at the latest when the tower is opened again. */
function buildKeys(
  { vault = noVault, log }: TowerOptions,
  { bus, database, records }: { bus: EventBus; database: Database; records: InstanceRecords },
): InstanceKeys {
  const exists = (id: string): boolean => records.find(id).ok;
  const keys = new InstanceKeys({ vault, store: database.secrets, exists, now: Date.now });
  const destroy = (id: string): void => {
    const left = keys.destroy(id);
    if (left !== null) log.error('the key of a deleted instance could not be destroyed yet', { problem: left.code });
  };
  for (const { id } of records.deleted()) destroy(id);
  bus.on('instance.deleted', ({ data }) => destroy(data.instance.id));
  return keys;
}

interface CliParts {
  readonly database: Database;
  readonly ledger: ProcessLedger;
  readonly settings: SettingsKeeper;
  readonly keys: InstanceKeys;
}

/** Everything about the CLI: where it is, how it is started, what it offers, what it lacks. */
function buildCli(options: TowerOptions, { database, ledger, settings, keys }: CliParts) {
  const { dataDirectory } = options;
  const search = { environment: process.env, platform: process.platform, home: homedir() };
  const settingsPath = (): string | null => options.claudePath ?? settings.current.claudePath;
  const locator = new ClaudeLocator(search, settingsPath);
  const flags = new CliFlags();
  const starter = new ProcessStarter({
    launcher: new LocalLauncher({
      locateClaude: () => locator.locate(),
      demoAgent: findDemoAgent(import.meta.dirname),
      demoDirectory: join(dataDirectory, 'demo'),
      nodePath: process.execPath,
      runsAsRoot,
    }),
    ledger,
    environment: () => locator.environment(),
    apiKey: (instance) => keys.forStart(instance),
    allowPeerMessages: () => settings.current.allowPeerMessages,
    knowsFlag: (command, flag) => flags.knows(command, flag),
    onOffer: (instance, offer) => offers.note(instance.launcher, offer),
    readyMs: 60_000,
  });
  const offers = new OfferBook({
    store: database.cache,
    starter,
    settings: () => settings.current,
    directory: dataDirectory,
    now: Date.now,
  });
  return {
    starter,
    offers,
    diagnose: (claudePath: string | undefined) =>
      diagnose({
        ...search,
        settingsPath: settingsPath(),
        ...(claudePath === undefined ? {} : { claudePath }),
        dataDirectory,
        userId: process.getuid?.() ?? null,
      }),
  };
}

interface OrchestratorParts {
  readonly bus: EventBus;
  readonly database: Database;
  readonly settings: SettingsKeeper;
  readonly control: TowerControl;
  readonly records: InstanceRecords;
  readonly keys: InstanceKeys;
  readonly starter: ProcessStarter;
}

/** Instances, their tasks, and what they ask. */
function buildOrchestrator({ bus, database, settings, control, records, keys, starter }: OrchestratorParts) {
  const now = Date.now;
  const { prompts, tasks: archive } = database;
  const queue = new TaskQueue({ bus, prompts, archive, stored: database.tasks.open(), now });
  const requests = new RequestBroker(bus, database.requests, now);
  const instanceLog = new InstanceLog(database.logs, now);
  const secrets = secretValues(process.env);
  const history = new ResourceHistory();
  const gate = new MemoryGate({
    available: availableMemoryOf(process.platform),
    reserve: () => settings.current.memoryReserve,
    onChange: (found) => control.setMemoryProblem(found),
  });
  const holds = new HoldBook({
    stored: control.state.holds,
    instances: () => records.all(),
    accountOf: (instance) => accountOf(instance, keys.has(instance.id)),
    onChange: (kind) => control.setHolds(holds.all, kind),
    onDue: () => manager.pump(),
    now,
  });
  const manager = new InstanceManager({
    bus,
    records,
    queue,
    requests,
    holds,
    runtime: {
      peakOf: (turnId) => history.peakOf(turnId),
      prompts,
      starter,
      // What a process says on stderr may name a key; the log is for showing and for sending along.
      log: (id, level, source, text) => {
        const all = [...secrets, ...secretValues(records.get(id).environment)];
        instanceLog.write(id, level, source, redactText(text, all));
      },
      settleMs: 5000,
      interruptMs: 10_000,
    },
    settings: () => settings.current,
    tower: () => control.state,
    memoryIsShort: () => gate.isShort(),
    readLog: (id, limit) => instanceLog.read(id, limit),
    home: homedir(),
    now,
  });
  return { records, queue, requests, instanceLog, manager, history, gate };
}

interface MonitorParts {
  readonly bus: EventBus;
  readonly settings: SettingsKeeper;
  readonly records: InstanceRecords;
  readonly manager: InstanceManager;
  readonly history: ResourceHistory;
  readonly ledger: ProcessLedger;
  readonly log: Log;
}

/** Measures what instances use, and sees that they keep to their limits. */
function buildMonitor({ bus, settings, records, manager, history, ledger, log }: MonitorParts): ResourceMonitor {
  const { table, ...pace } = usageSourceFor(process.platform);
  const now = Date.now;
  return new ResourceMonitor({
    bus,
    sampler: new TreeUsageSampler({ table, clock: () => performance.now(), ownPid: process.pid }),
    // What offers are asked of belongs to no instance.
    running: () => ledger.running().filter(({ instanceId }) => records.find(instanceId).ok),
    history,
    limits: new MemoryLimits({ bus, records, manager, settings: () => settings.current, now }),
    computer: computerResources(),
    available: availableMemoryOf(process.platform),
    now,
    log,
    ...pace,
  });
}

interface WatchdogParts {
  readonly settings: SettingsKeeper;
  readonly records: InstanceRecords;
  readonly queue: TaskQueue;
  readonly manager: InstanceManager;
  readonly monitor: ResourceMonitor;
}

/** Sees of every open turn whether it goes on. */
function buildWatchdog({ settings, records, queue, manager, monitor }: WatchdogParts): Watchdog {
  return new Watchdog({
    records,
    turns: () => manager.openTurns(),
    cpuPercentOf: (id) => monitor.latest?.instances[id]?.cpuPercent ?? null,
    limits: () => ({ silenceMs: settings.current.stallMs, toolMs: settings.current.stallToolMs }),
    recovers: () => settings.current.whenStalled === 'recover',
    recover: (id, how) => void manager.recover(id, how),
    isOpen: (taskId) => queue.find(taskId).ok,
    now: Date.now,
    everyMs: 1000,
  });
}

/** Ends what an earlier tower that was itself killed has left running. */
async function sweep(ledger: ProcessLedger, log: Log): Promise<void> {
  const { ended, remaining } = await ledger.sweep();
  for (const { pid } of ended) log.warn('ended what an earlier run left behind', { pid });
  for (const { pids } of remaining) log.error('could not end what an earlier run left behind', { pids });
}

function logStorage(bus: EventBus, log: Log): void {
  bus.onStorageProblem((found) => {
    if (found === null) log.info('the database can be written again');
    else log.error('the database cannot be written', { problem: found.code, detail: found.detail });
  });
}

function describeHost({ host, dataDirectory }: TowerOptions): Omit<Host, 'runsAsRoot'> {
  return { ...host, platform: process.platform, homeDirectory: homedir(), dataDirectory };
}
