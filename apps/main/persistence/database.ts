import { existsSync } from 'node:fs';
import type { DurableEvent } from '../../shared/contract/events.ts';
import type { Problem } from '../../shared/models/problem.ts';
import type { EventWriter } from '../events/event-writer.ts';
import { BackupKeeper } from './backup-keeper.ts';
import { keptBackups } from './backups.ts';
import { Checkpointer } from './checkpointer.ts';
import { CleanCloseMark } from './clean-close-mark.ts';
import { EventRecorder } from './event-recorder.ts';
import { CacheRepository } from './repositories/cache-repository.ts';
import { EventRepository } from './repositories/event-repository.ts';
import { InstanceRepository } from './repositories/instance-repository.ts';
import { LogRepository } from './repositories/log-repository.ts';
import { ProcessRepository } from './repositories/process-repository.ts';
import { PromptRepository } from './repositories/prompt-repository.ts';
import { RequestRepository } from './repositories/request-repository.ts';
import { SecretRepository } from './repositories/secret-repository.ts';
import { SettingsRepository } from './repositories/settings-repository.ts';
import { TaskRepository } from './repositories/task-repository.ts';
import { TowerStateRepository } from './repositories/tower-state-repository.ts';
import { TranscriptRepository } from './repositories/transcript-repository.ts';
import { TurnRepository } from './repositories/turn-repository.ts';
import type { Sqlite } from './sqlite.ts';
import { corruptProblem, storageProblem, type StoragePlace } from './storage-problems.ts';
import type { BadRowListener } from './stored-rows.ts';

/** Hears that work on the side failed: nothing is lost by it, and it is tried again by itself. */
export type UpkeepFailureListener = (work: 'backup' | 'checkpoint', error: unknown) => void;

/**
 * What must not be forgotten when the power fails: a prompt that was accepted, and that one was given or taken back, or it
 * would be given again in secret. The log is brought to the disk with it, and so with all that was written before it.
 */
const unforgettable: ReadonlySet<DurableEvent['type']> = new Set(['task.queued', 'task.cancelled', 'turn.started']);

/**
 * All that the tower keeps. Events are written here, and what they carry is read back from the repositories, which see
 * only what was written.
 */
export class Database implements EventWriter {
  readonly cache: CacheRepository;
  readonly events: EventRepository;
  readonly instances: InstanceRepository;
  readonly logs: LogRepository;
  readonly processes: ProcessRepository;
  readonly prompts: PromptRepository;
  readonly requests: RequestRepository;
  readonly secrets: SecretRepository;
  readonly settings: SettingsRepository;
  readonly tasks: TaskRepository;
  readonly towerState: TowerStateRepository;
  readonly transcript: TranscriptRepository;
  readonly turns: TurnRepository;
  /** Makes copies while the tower runs; to be stopped before `close`. */
  readonly backups: BackupKeeper;
  /** Keeps the disk's slowness off this thread while the tower runs; to be stopped before `close`. */
  readonly checkpoints: Checkpointer;
  readonly #sqlite: Sqlite;
  readonly #place: StoragePlace;
  readonly #write;
  #lastSeq: number;

  /** @param sqlite a connection to a database of the newest schema; it belongs to this object from now on */
  constructor(
    sqlite: Sqlite,
    place: StoragePlace,
    onBadRow: BadRowListener,
    onUpkeepFailure: UpkeepFailureListener = () => undefined,
  ) {
    this.#sqlite = sqlite;
    this.#place = place;
    this.cache = new CacheRepository(sqlite, place, onBadRow);
    this.events = new EventRepository(sqlite, onBadRow);
    this.instances = new InstanceRepository(sqlite, place, onBadRow);
    this.logs = new LogRepository(sqlite, place, onBadRow);
    this.processes = new ProcessRepository(sqlite, place);
    this.prompts = new PromptRepository(sqlite, onBadRow);
    this.requests = new RequestRepository(sqlite, onBadRow);
    this.secrets = new SecretRepository(sqlite, place);
    this.settings = new SettingsRepository(sqlite, onBadRow);
    this.tasks = new TaskRepository(sqlite, onBadRow);
    this.towerState = new TowerStateRepository(sqlite, onBadRow);
    this.transcript = new TranscriptRepository(sqlite, onBadRow);
    this.turns = new TurnRepository(sqlite, onBadRow);
    const recorder = new EventRecorder(sqlite);
    const tryOut = sqlite.prepare<[]>(
      "INSERT INTO counters (name, value) VALUES ('tries', 1) ON CONFLICT (name) DO UPDATE SET value = value + 1",
    );
    this.#write = sqlite.transaction((events: readonly DurableEvent[], also: (() => void) | undefined) => {
      for (const event of events) recorder.record(event);
      also?.();
      // Committing nothing succeeds on a full disk too.
      if (events.length === 0 && also === undefined) tryOut.run();
    });
    this.#lastSeq = this.events.newestSeq();
    this.backups = new BackupKeeper({
      sqlite,
      directory: place.backupDirectory,
      keep: keptBackups,
      onFailure: (error) => onUpkeepFailure('backup', error),
    });
    this.checkpoints = new Checkpointer({
      sqlite,
      file: place.file,
      onFailure: (error) => onUpkeepFailure('checkpoint', error),
    });
  }

  /** The number of the newest event that was ever stored; 0 for none. */
  get lastSeq(): number {
    return this.#lastSeq;
  }

  /**
   * Writes events, the records that they carry and whatever `also` does, all or nothing. Asked to write nothing, it writes
   * something of its own, so that the answer says whether writing works. A prompt that was accepted, given or taken back is
   * on the disk when this returns; the rest is in the log, which survives this process but perhaps not a power failure.
   * @returns the problem that kept it from writing. What `also` throws counts as one.
   */
  write(events: readonly DurableEvent[], also?: () => void): Problem | null {
    const synchronous = events.some(({ type }) => unforgettable.has(type));
    try {
      if (synchronous) this.#sqlite.pragma('synchronous = FULL');
      this.#write.immediate(events, also);
    } catch (error) {
      return storageProblem(error, this.#place);
    } finally {
      if (synchronous && this.#sqlite.open) this.#sqlite.pragma('synchronous = NORMAL');
    }
    this.#lastSeq = events.at(-1)?.seq ?? this.#lastSeq;
    return null;
  }

  /** Reads the whole database, which takes seconds for a big one. @returns what is damaged, or null. */
  checkIntegrity(): Problem | null {
    try {
      const verdict = String(this.#sqlite.pragma('integrity_check(1)', { simple: true }));
      return verdict === 'ok' ? null : corruptProblem(this.#place, verdict);
    } catch (error) {
      return storageProblem(error, this.#place);
    }
  }

  /** Finishes the file, so that the next start need not check it. Nothing of this object can be used after. */
  close(): void {
    if (!this.#sqlite.open) return;
    this.#sqlite.close();
    if (!existsSync(`${this.#place.file}-wal`)) new CleanCloseMark(this.#place.file).set();
  }
}
