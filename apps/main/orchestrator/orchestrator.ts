import { redactText } from '../logging/redact.ts';
import { secretValues } from '../logging/secret-names.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { Database } from '../persistence/database.ts';
import { accountOf, HoldBook } from './hold-book.ts';
import { InstanceLog } from './instance-log.ts';
import { InstanceManager } from './instance-manager.ts';
import type { InstanceRecords } from './instance-records.ts';
import { RequestBroker } from './request-broker.ts';
import { MemoryGate } from './resource-gate.ts';
import { ResourceHistory } from './resource-history.ts';
import type { CliStarter } from './running-cli.ts';
import { SessionRules } from './session-rules.ts';
import type { SettingsKeeper } from './settings-keeper.ts';
import { TaskQueue } from './task-queue.ts';
import type { TowerControl } from './tower-control.ts';
import { Watchdog } from './watchdog.ts';

export interface OrchestratorParts {
  readonly bus: EventBus;
  readonly database: Database;
  readonly settings: SettingsKeeper;
  readonly control: TowerControl;
  readonly records: InstanceRecords;
  readonly starter: CliStarter;
  /** Is a key of its own kept for this instance? */
  readonly hasKey: (instanceId: string) => boolean;
  /** How much memory the computer has left, in bytes; null where it does not say. */
  readonly availableMemory: () => number | null;
  /** What the process tree of an instance uses, in percent of one core; null when it was not measured. */
  readonly cpuPercentOf: (instanceId: string) => number | null;
  readonly home: string;
  /** Whose secrets must not get into a log. */
  readonly environment: NodeJS.ProcessEnv;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export interface Orchestrator {
  readonly queue: TaskQueue;
  readonly requests: RequestBroker;
  readonly sessionRules: SessionRules;
  readonly manager: InstanceManager;
  readonly history: ResourceHistory;
  readonly watchdog: Watchdog;
  /** Puts right what an earlier tower left, and begins to serve the queue. */
  start(): void;
  /** Ends every process. What happens meanwhile is still recorded. */
  stop(): Promise<void>;
}

/** How long the CLI has, after a result, to say that it is idle, and a turn to end after an interrupt. Milliseconds. */
const patience = { settleMs: 5000, interruptMs: 10_000 };

/** Puts together those who see to instances, to their tasks, and to what they ask. */
export function buildOrchestrator(parts: OrchestratorParts): Orchestrator {
  const { bus, database, settings, control, records, starter, hasKey, home, now } = parts;
  const { prompts, tasks: archive } = database;
  const queue = new TaskQueue({ bus, prompts, archive, stored: database.tasks.open(), now });
  const sessionRules = new SessionRules(bus);
  const requests = new RequestBroker(bus, database.requests, now, (id, updates) => sessionRules.note(id, updates));
  const instanceLog = new InstanceLog(database.logs, now);
  const secrets = secretValues(parts.environment);
  const history = new ResourceHistory();
  const gate = new MemoryGate({
    available: parts.availableMemory,
    reserve: () => settings.current.memoryReserve,
    onChange: (found) => control.setMemoryProblem(found),
  });
  const holds = new HoldBook({
    stored: control.state.holds,
    instances: () => records.all(),
    accountOf: (instance) => accountOf(instance, hasKey(instance.id)),
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
      ...patience,
    },
    pages: database.transcript,
    settings: () => settings.current,
    tower: () => control.state,
    memoryIsShort: () => gate.isShort(),
    readLog: (id, limit) => instanceLog.read(id, limit),
    home,
    now,
  });
  const watchdog = new Watchdog({
    records,
    turns: () => manager.openTurns(),
    cpuPercentOf: parts.cpuPercentOf,
    limits: () => {
      const { stallMs, stallToolMs, stallRetryMs, stallResultMs } = settings.current;
      return { silenceMs: stallMs, toolMs: stallToolMs, retryMs: stallRetryMs, resultMs: stallResultMs };
    },
    recovers: () => settings.current.whenStalled === 'recover',
    recover: (id, how) => void manager.recover(id, how),
    isOpen: (taskId) => queue.find(taskId).ok,
    now,
    everyMs: 1000,
  });
  for (const type of ['instance.created', 'instance.updated', 'instance.restored'] as const) {
    bus.on(type, () => holds.follow());
  }
  const start = (): void => {
    requests.recover(database.requests.open());
    const cut = database.turns.open();
    for (const turn of cut) {
      bus.publish('turn.interrupted', { turn: { ...turn, status: 'interrupted', endedAt: now() } });
    }
    manager.start(new Set(cut.flatMap(({ taskId }) => taskId ?? [])));
  };
  const stop = async (): Promise<void> => {
    gate.stop();
    watchdog.stop();
    await manager.stop();
    instanceLog.flush();
  };
  return { queue, requests, sessionRules, manager, history, watchdog, start, stop };
}
