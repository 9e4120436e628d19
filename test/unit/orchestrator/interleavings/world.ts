import { tmpdir } from 'node:os';
import { vi } from 'vitest';
import { EventBus } from '../../../../apps/main/events/event-bus.ts';
import { InstanceRecords } from '../../../../apps/main/orchestrator/instance-records.ts';
import { buildOrchestrator, type Orchestrator } from '../../../../apps/main/orchestrator/orchestrator.ts';
import { SettingsKeeper } from '../../../../apps/main/orchestrator/settings-keeper.ts';
import { TowerControl } from '../../../../apps/main/orchestrator/tower-control.ts';
import { Database } from '../../../../apps/main/persistence/database.ts';
import { migrate } from '../../../../apps/main/persistence/migrate.ts';
import { connect, type Sqlite } from '../../../../apps/main/persistence/sqlite.ts';
import { problem } from '../../../../apps/shared/models/problem-words.ts';
import { contradictions, disagreements, storedIn } from '../../../support/agreement.ts';
import { PlayedStarter } from './played-cli.ts';
import { Promises } from './promises.ts';
import { Replay } from './replay.ts';

/** One tower's life: everything of the orchestrator is real, but for the processes. */
export interface Life {
  readonly bus: EventBus;
  readonly records: InstanceRecords;
  readonly settings: SettingsKeeper;
  readonly control: TowerControl;
  readonly orchestrator: Orchestrator;
  readonly starter: PlayedStarter;
  readonly replay: Replay;
}

/** Lets everything happen that waits for nothing but its turn. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A tower that can be killed and opened again, on a database in memory and with processes that are played. */
export class World {
  readonly faults: string[] = [];
  readonly promises = new Promises((fault) => this.faults.push(fault));
  readonly sqlite: Sqlite;
  readonly #database: Database;
  isFull = false;
  memoryIsShort = false;
  #life: Life;
  /** Which life it is: an earlier one must not do anything any more. */
  #lives = 0;

  constructor() {
    this.sqlite = connect(':memory:', 'write');
    migrate(this.sqlite);
    const place = { file: ':memory:', backupDirectory: tmpdir() };
    this.#database = new Database(this.sqlite, place, (table, id, error) => {
      this.faults.push(`a row of ${table} cannot be read: ${id} ${String(error)}`);
    });
    this.#life = this.#open();
  }

  get life(): Life {
    return this.#life;
  }

  /** Ends this tower's life at this instant, and opens another on what it has left. */
  async kill(): Promise<void> {
    for (const cli of this.#life.starter.clis) cli.vanish();
    vi.clearAllTimers();
    this.promises.killed(this.isFull || this.#life.bus.storageProblem !== null);
    this.#life = this.#open();
    await settle();
    if (this.isFull) return;
    this.#life.bus.flush();
    this.faults.push(...contradictions(storedIn(this.sqlite)));
  }

  /** Sees that all is as it must be at any instant. */
  look(): void {
    const { records, orchestrator, control, replay, starter } = this.#life;
    const tasks = orchestrator.queue.open();
    const memory = {
      instances: records.all(),
      tasks,
      requests: orchestrator.requests.open(),
      tower: control.state,
    };
    this.faults.push(...replay.differences(memory), ...this.promises.broken(replay));
    for (const { id, status, pid, currentTaskId } of memory.instances) {
      const own = starter.alive().filter((cli) => cli.instanceId === id && !cli.isGivenUp);
      const isUp = status === 'idle' || status === 'working' || status === 'waiting';
      const isDown = status === 'stopped' || status === 'failed';
      if (own.length > 1) this.faults.push(`instance ${id} has ${String(own.length)} processes`);
      if (isUp && (own.length !== 1 || own[0]?.pid !== pid))
        this.faults.push(`instance ${id} is ${status} without its process`);
      if (isDown && own.length > 0) this.faults.push(`instance ${id} is ${status} and has a process`);
      const running = tasks.filter((task) => task.instanceId === id && task.status !== 'queued');
      if (running[0] !== undefined && running[0].id !== currentTaskId) {
        this.faults.push(`instance ${id} does not know what it is at`);
      }
      const isAtTurn = status === 'working' || status === 'waiting';
      if (isAtTurn && running[0] !== undefined && (running[0].status === 'waiting') !== (status === 'waiting')) {
        this.faults.push(`instance ${id} is ${status}, and its task ${running[0].status}`);
      }
      if (running.length > 1) this.faults.push(`instance ${id} is at ${String(running.length)} tasks`);
      const turns = [...replay.turns.values()].filter((turn) => turn.instanceId === id && turn.status === 'open');
      if (turns.length > 1) this.faults.push(`instance ${id} has ${String(turns.length)} open turns`);
    }
    for (const instance of records.deleted()) {
      if (starter.alive().some((cli) => cli.instanceId === instance.id && !cli.isGivenUp)) {
        this.faults.push(`instance ${instance.id} is deleted and has a process`);
      }
    }
  }

  /** Sees that memory, and the events, are what is on disk. Only where the disk can be written. */
  compareWithDisk(): void {
    const { bus, records, orchestrator } = this.#life;
    const unwritten = bus.flush();
    if (unwritten !== null) this.faults.push(`the disk cannot be written: ${unwritten.code}`);
    const snapshot = {
      instances: [...records.all()],
      tasks: [...orchestrator.queue.open()],
      requests: [...orchestrator.requests.open()],
    };
    this.faults.push(...disagreements(snapshot, storedIn(this.sqlite)));
  }

  close(): void {
    this.sqlite.close();
  }

  #open(): Life {
    this.#lives += 1;
    const life = this.#lives;
    const database = this.#database;
    const onFault = (fault: string): void => {
      this.faults.push(fault);
    };
    const bus = new EventBus({
      writer: {
        get lastSeq() {
          return database.lastSeq;
        },
        write: (events, also) => {
          if (life !== this.#lives) onFault('a tower that was killed has written');
          return this.isFull ? problem('storage.full', { path: '/data' }) : database.write(events, also);
        },
      },
      onListenerError: (error) => onFault(`a listener failed: ${String(error)}`),
    });
    const settings = new SettingsKeeper(bus, database.settings.load());
    const control = new TowerControl(bus, database.towerState.load());
    const records = new InstanceRecords(bus, Date.now, database.instances.all());
    const starter = new PlayedStarter((prompted) => this.promises.prompted(prompted), onFault);
    const orchestrator = buildOrchestrator({
      bus,
      database,
      settings,
      control,
      records,
      starter,
      hasKey: () => false,
      availableMemory: () => (this.memoryIsShort ? 1 : 1e12),
      cpuPercentOf: () => 0,
      home: tmpdir(),
      environment: {},
      now: Date.now,
    });
    const replay = new Replay(database, control.state, onFault);
    bus.onAny((event) => replay.take(event));
    orchestrator.start();
    replay.follow();
    return { bus, records, settings, control, orchestrator, starter, replay };
  }
}
