import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { Gateway } from '../../../apps/main/gateway/gateway.ts';
import type { SecretVault } from '../../../apps/main/secrets/secret-vault.ts';
import { openTower, type Tower } from '../../../apps/main/tower.ts';
import type { CallInput, CallName, CallOutput } from '../../../apps/shared/contract/calls.ts';
import type { DurableEvent, PassingEvent } from '../../../apps/shared/contract/events.ts';
import type { Entry } from '../../../apps/shared/models/entry.ts';
import type { Instance, InstanceDraft } from '../../../apps/shared/models/instance.ts';
import type { Problem, Result } from '../../../apps/shared/models/problem.ts';
import { isOpenTask, type Task, type TaskOptions } from '../../../apps/shared/models/task.ts';
import { disagreements, leftovers, readStored } from '../../support/agreement.ts';
import type { FakeStep } from '../../support/fake-claude/script.ts';
import { KeptLog } from '../../support/kept-log.ts';
import { fakeClaude, type TowerPlace } from './tower-place.ts';

const patienceMs = 20_000;

/** What a test says about the tower that it opens. */
export interface TestTowerOptions {
  /** An executable; null leaves the choice to the settings. */
  readonly claudePath?: string | null;
  /** What seals keys; without one they are kept in memory alone, as in the web host. */
  readonly vault?: SecretVault;
  /** Of the app; one that has no news, unless told. */
  readonly version?: string;
}

/**
 * A tower as its windows see it: calls go through the gateway's checks, and everything that happened is kept. It is closed
 * after the test, and what it started is ended by its process ids even if closing does not.
 */
export class TestTower {
  readonly place: TowerPlace;
  readonly tower: Tower;
  readonly log: KeptLog;
  readonly events: DurableEvent[] = [];
  readonly passing: PassingEvent[] = [];
  readonly pids = new Set<number>();
  readonly claudePath: string | null;
  readonly #gateway: Gateway;
  readonly #watchers = new Set<() => void>();

  private constructor(place: TowerPlace, tower: Tower, log: KeptLog, claudePath: string | null) {
    this.place = place;
    this.claudePath = claudePath;
    this.tower = tower;
    this.log = log;
    this.#gateway = new Gateway({ bus: tower.bus, handlers: tower.handlers, log });
    tower.bus.onAny((event) => {
      this.events.push(event);
      if ('instance' in event.data && event.data.instance.pid !== null) this.pids.add(event.data.instance.pid);
      this.#wake();
    });
    tower.bus.onPassing((event) => {
      this.passing.push(event);
      this.#wake();
    });
    tower.bus.onStorageProblem(() => this.#wake());
  }

  /** Opens a tower that must open; the fake CLI is its CLI unless told. */
  static async open(place: TowerPlace, options: TestTowerOptions = {}): Promise<TestTower> {
    const opened = await TestTower.tryOpen(place, options);
    if (!opened.ok) throw new Error(`${opened.problem.message} ${opened.problem.detail ?? ''}`);
    return opened.value;
  }

  static async tryOpen(place: TowerPlace, options: TestTowerOptions = {}): Promise<Result<TestTower>> {
    const log = new KeptLog();
    const claudePath = options.claudePath === undefined ? fakeClaude : options.claudePath;
    const opened = await openTower({
      dataDirectory: place.data,
      host: { kind: 'web', version: options.version ?? '0.0.0' },
      log,
      ...(claudePath === null ? {} : { claudePath }),
      ...(options.vault === undefined ? {} : { vault: options.vault }),
    });
    if (!opened.ok) return opened;
    const tower = new TestTower(place, opened.value, log, claudePath);
    onTestFinished(async () => {
      await opened.value.close();
      for (const pid of tower.pids) endOwn(pid, place);
    }, 30_000);
    return { ok: true, value: tower };
  }

  call<N extends CallName>(name: N, input: CallInput<N>): Promise<Result<CallOutput<N>>> {
    const caller = { id: 'test', watch: () => undefined };
    return this.#gateway.dispatch(name, input, caller) as Promise<Result<CallOutput<N>>>;
  }

  /** A call that must succeed. */
  async must<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
    const result = await this.call(name, input);
    if (!result.ok) throw new Error(`${name}: ${result.problem.code}: ${result.problem.message}`);
    return result.value;
  }

  /** A call that must fail. @returns why it did */
  async refused<N extends CallName>(name: N, input: CallInput<N>): Promise<Problem> {
    const result = await this.call(name, input);
    if (result.ok) throw new Error(`${name} was not refused`);
    return result.problem;
  }

  /** An instance for the fake CLI, which finds its script in the environment. */
  async create(draft: Partial<InstanceDraft> = {}, script: object = {}): Promise<Instance> {
    const environment = {
      IS_SANDBOX: '1',
      CLAUDE_CONFIG_DIR: this.place.config,
      FAKE_CLAUDE_SCRIPT: JSON.stringify(script),
      ...draft.environment,
    };
    const full = { directory: this.place.project, permissionMode: 'autonomous' as const, ...draft, environment };
    return (await this.must('instance.create', full)).instance;
  }

  async submit(instanceId: string, prompt: string, options: TaskOptions = {}): Promise<Task> {
    return (await this.must('task.submit', { instanceId, prompt, options: { ...options } })).task;
  }

  /** Waits until something is so; looked at after every event. */
  until<T>(what: string, look: () => T | null | undefined | false, timeoutMs = patienceMs): Promise<T> {
    return new Promise((resolve, reject) => {
      const finish = (): void => {
        clearTimeout(timer);
        this.#watchers.delete(check);
      };
      const check = (): void => {
        const seen = look();
        if (seen === null || seen === undefined || seen === false) return;
        finish();
        resolve(seen);
      };
      const timer = setTimeout(() => {
        finish();
        const last = this.events.slice(-12).map((event) => describeEvent(event));
        reject(new Error(`${what}: not within ${String(timeoutMs)} ms. The last events: ${last.join(', ')}`));
      }, timeoutMs);
      this.#watchers.add(check);
      check();
    });
  }

  /** Waits for the end of a task. @returns it as it ended */
  async ended(taskId: string, timeoutMs?: number): Promise<Task> {
    return this.until(
      `the end of a task`,
      () => {
        const task = this.task(taskId);
        return task !== undefined && !isOpenTask(task) && task;
      },
      timeoutMs,
    );
  }

  async inStatus(instanceId: string, status: Instance['status'], timeoutMs?: number): Promise<Instance> {
    const is = (): Instance | false => {
      const found = this.instance(instanceId);
      return found.status === status && found;
    };
    return this.until(`the status ${status}`, is, timeoutMs);
  }

  /** Submits and waits for the end. */
  async run(instanceId: string, prompt: string, options: TaskOptions = {}): Promise<Task> {
    const { id } = await this.submit(instanceId, prompt, options);
    return this.ended(id);
  }

  /** An instance as the events say that it is. */
  instance(id: string): Instance {
    const event = this.events.findLast((one) => 'instance' in one.data && one.data.instance.id === id);
    if (event === undefined || !('instance' in event.data)) throw new Error('No event told of this instance.');
    return event.data.instance;
  }

  task(id: string): Task | undefined {
    const event = this.events.findLast((one) => 'task' in one.data && one.data.task.id === id);
    return event !== undefined && 'task' in event.data ? event.data.task : undefined;
  }

  types(): readonly string[] {
    return this.events.map((event) => event.type);
  }

  /** What this tower's own events brought to the transcripts. */
  entries(): readonly Entry[] {
    return this.events.flatMap((event) => (event.type === 'transcript.appended' ? [event.data.entry] : []));
  }

  /** The texts that agents wrote. */
  texts(): readonly string[] {
    return this.entries().flatMap((entry) => (entry.kind === 'text' ? [entry.text] : []));
  }

  /** Sees that memory and disk agree, and nothing on disk contradicts itself. To be called when nothing moves. */
  async expectAgreement(): Promise<void> {
    const snapshot = await this.must('tower.snapshot', {});
    expect(disagreements(snapshot, readStored(join(this.place.data, 'tower.db')))).toEqual([]);
  }

  /** Closes the tower, and sees that nothing is left running or open. */
  async close(): Promise<void> {
    await this.expectAgreement();
    await this.tower.close();
    expect(leftovers(readStored(join(this.place.data, 'tower.db')))).toEqual([]);
    expect([...this.pids].filter(isAlive)).toEqual([]);
    expect(this.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  }

  #wake(): void {
    for (const check of [...this.#watchers]) check();
  }
}

function describeEvent({ type, data }: DurableEvent): string {
  if ('entry' in data) return `${type}(${data.entry.kind})`;
  if ('instance' in data) return `${type}(${data.instance.status} ${data.instance.problem?.code ?? ''})`;
  return type;
}

/** Does a process of this number run? One that has ended and waits to be noticed does not. */
export function isAlive(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'latin1');
    return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2));
  } catch {
    return false;
  }
}

/** Kills a process, if it is one of this test's: its number may have passed to a stranger. */
export function endOwn(pid: number, place: TowerPlace): void {
  try {
    if (readFileSync(`/proc/${String(pid)}/environ`, 'utf8').includes(place.folder)) process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended, as it should.
  }
}

/** What a prompt carries so that the stand-in for the CLI does these steps. */
export const steps = (...all: readonly FakeStep[]): string => `[[${JSON.stringify({ steps: all })}]]`;
