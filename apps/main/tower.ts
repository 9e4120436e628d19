import { homedir } from 'node:os';
import { join } from 'node:path';
import { ok, type Result } from '../shared/models/problem.ts';
import type { Desktop, Host } from '../shared/models/tower.ts';
import { instanceCalls } from './calls/instance-calls.ts';
import { keyCalls } from './calls/key-calls.ts';
import { ruleCalls } from './calls/rule-calls.ts';
import { towerCalls } from './calls/tower-calls.ts';
import { ClaudeLocator } from './claude/claude-locator.ts';
import { CliFlags } from './claude/cli-flags.ts';
import { diagnose } from './claude/discovery/diagnose.ts';
import { Intake } from './claude/intake.ts';
import { LocalLauncher } from './claude/launch.ts';
import { PermissionRules } from './claude/rules/permission-rules.ts';
import { EventBus } from './events/event-bus.ts';
import { TranscriptExporter } from './export/transcript-exporter.ts';
import type { Handlers } from './gateway/handlers.ts';
import { buildDoctor } from './health/build-doctor.ts';
import { memoryShares } from './host/memory-ceiling.ts';
import type { GuardEvidence } from './health/judge-processes.ts';
import { findDemoAgent } from './host/program-files.ts';
import type { Log } from './logging/log.ts';
import type { InstanceManager } from './orchestrator/instance-manager.ts';
import { InstanceRecords } from './orchestrator/instance-records.ts';
import { OfferBook } from './orchestrator/offer-book.ts';
import { buildOrchestrator } from './orchestrator/orchestrator.ts';
import { ProcessStarter } from './orchestrator/process-starter.ts';
import { RequestReminder } from './orchestrator/request-reminder.ts';
import type { ResourceHistory } from './orchestrator/resource-history.ts';
import { MemoryLimits } from './orchestrator/resource-limits.ts';
import { ResourceMonitor } from './orchestrator/resource-monitor.ts';
import { SettingsKeeper } from './orchestrator/settings-keeper.ts';
import { TowerControl } from './orchestrator/tower-control.ts';
import { listBackups } from './persistence/backups.ts';
import { lockDataFolder } from './persistence/data-folder-lock.ts';
import type { Database } from './persistence/database.ts';
import { firstVersion } from './persistence/first-version.ts';
import { openDatabase } from './persistence/open-database.ts';
import { InstanceKeys } from './secrets/instance-keys.ts';
import { noVault, type SecretVault } from './secrets/secret-vault.ts';
import { guardFor, processTableFor, scopesFor } from './supervision/platform.ts';
import { noGuard, type ProcessGuard } from './supervision/process-guard.ts';
import { ProcessLedger, type SweepReport } from './supervision/process-ledger.ts';
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
  readonly chooseSaveFile?: (suggested: string) => Promise<string | null>;
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
    onUpkeepFailure: (work, error) => log.warn(`a ${work} of the database failed`, { error: String(error) }),
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
    maxUnwritten: memoryShares.facts,
    onListenerError: (error) => log.error('a listener failed', { error: String(error) }),
  });
  logStorage(bus, log);
  const intake = new Intake(memoryShares.lines);
  letAgentsWait(bus, intake, log);
  const settings = new SettingsKeeper(bus, database.settings.load());
  log.setLogContents?.(settings.current.logContents);
  bus.on('settings.updated', () => log.setLogContents?.(settings.current.logContents));
  const control = new TowerControl(bus, database.towerState.load());
  let guardFailure: string | null = null;
  const guard = guardFor(process.platform, (reason) => {
    guardFailure = reason;
    log.error('there is no guard for a killed tower', { reason });
  });
  const ledger = new ProcessLedger(database.processes, processTableFor(process.platform), guard ?? noGuard);
  const swept = await sweep(ledger, log);

  const records = new InstanceRecords(bus, Date.now, database.instances.all());
  const keys = buildKeys(options, { bus, database, records });
  const cli = buildCli(options, { database, ledger, intake, settings, keys });
  const work = buildOrchestrator({
    bus,
    database,
    settings,
    control,
    records,
    starter: cli.starter,
    hasKey: (id) => keys.has(id),
    availableMemory: availableMemoryOf(process.platform),
    cpuPercentOf: (id) => monitor.latest?.instances[id]?.cpuPercent ?? null,
    home: homedir(),
    environment: process.env,
    now: Date.now,
  });
  const monitor = buildMonitor({ ...work, bus, settings, records, ledger, log });
  work.start();
  const reminder = new RequestReminder({
    bus,
    open: () => work.requests.open(),
    remindMs: () => settings.current.remindMs,
    now: Date.now,
  });
  log.info('the tower is open', { version: options.host.version, host: options.host.kind });

  const host = { ...describeHost(options), firstVersion: firstVersion(database, options.host.version), runsAsRoot };
  const desktop = options.desktop ?? (() => null);
  const doctor = buildDoctor({
    host,
    environment: process.env,
    platform: process.platform,
    now: Date.now,
    bus,
    database,
    backups: () => listBackups(join(options.dataDirectory, 'backups')),
    diagnose: () => cli.diagnose(undefined),
    guard: () => guardEvidence(guard, guardFailure),
    swept,
    scopes: cli.scopes,
    ledger,
    records,
    keys,
    desktop,
    control,
  });
  const handlers: Handlers = {
    ...instanceCalls(work.manager),
    ...keyCalls(keys),
    ...ruleCalls({
      records,
      rules: new PermissionRules({ environment: process.env, home: homedir() }),
      held: work.sessionRules,
    }),
    ...towerCalls({
      ...work,
      bus,
      database,
      records,
      settings,
      control,
      monitor,
      offers: cli.offers,
      diagnose: cli.diagnose,
      doctor,
      host,
      chooseDirectory: options.chooseDirectory ?? (() => Promise.resolve(null)),
      exporter: new TranscriptExporter({ pages: database.transcript, environment: process.env }),
      chooseSaveFile: options.chooseSaveFile ?? (() => Promise.resolve(null)),
      openInstanceWindow: options.openInstanceWindow ?? (() => undefined),
      desktop,
    }),
  };
  const stop = async (): Promise<void> => {
    reminder.close();
    await Promise.all([work.stop(), cli.offers.close()]);
    await monitor.stop();
    await guard?.close();
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
  readonly intake: Intake;
  readonly settings: SettingsKeeper;
  readonly keys: InstanceKeys;
}

/** Everything about the CLI: where it is, how it is started, what it offers, what it lacks. */
function buildCli(options: TowerOptions, { database, ledger, intake, settings, keys }: CliParts) {
  const { dataDirectory } = options;
  const search = { environment: process.env, platform: process.platform, home: homedir() };
  const settingsPath = (): string | null => options.claudePath ?? settings.current.claudePath;
  const locator = new ClaudeLocator(search, settingsPath);
  const flags = new CliFlags();
  const scopes = scopesFor(process.platform, options.log);
  const starter = new ProcessStarter({
    launcher: new LocalLauncher({
      locateClaude: () => locator.locate(),
      demoAgent: findDemoAgent(import.meta.dirname),
      demoDirectory: join(dataDirectory, 'demo'),
      nodePath: process.execPath,
      runsAsRoot,
    }),
    ledger,
    scopes,
    intake,
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
    scopes,
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

/** Ends what an earlier tower that was itself killed has left running. */
async function sweep(ledger: ProcessLedger, log: Log): Promise<SweepReport> {
  const report = await ledger.sweep();
  const { ended, remaining } = report;
  for (const { pid } of ended) log.warn('ended what an earlier run left behind', { pid });
  for (const { pids } of remaining) log.error('could not end what an earlier run left behind', { pids });
  return report;
}

function guardEvidence(guard: ProcessGuard | null, failure: string | null): GuardEvidence {
  if (guard === null) return { kind: 'notNeeded' };
  return failure === null ? { kind: 'ready', pid: guard.pid } : { kind: 'failed', reason: failure };
}

function logStorage(bus: EventBus, log: Log): void {
  bus.onStorageProblem((found) => {
    if (found === null) log.info('the database can be written again');
    else log.error('the database cannot be written', { problem: found.code, detail: found.detail });
  });
}

/** Facts that cannot be written pile up and are never dropped: what agents print is read again when there is room for it. */
function letAgentsWait(bus: EventBus, intake: Intake, log: Log): void {
  bus.onBacklog((high) => {
    if (high) {
      log.warn('too much waits to be written: what agents print is not read for now');
      intake.pause();
    } else {
      intake.resume();
      log.info('what agents print is read again');
    }
  });
}

function describeHost({ host, dataDirectory }: TowerOptions): Omit<Host, 'runsAsRoot'> {
  return { ...host, platform: process.platform, homeDirectory: homedir(), dataDirectory };
}
