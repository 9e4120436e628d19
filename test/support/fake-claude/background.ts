import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { JsonObject } from '../../../apps/shared/models/json.ts';
import type { BashRun } from './bash-tool.ts';
import type { Core } from './core.ts';
import type { ToolOutcome } from './tools.ts';

/** A foreground command that runs longer than this, in milliseconds, is announced as a task. */
const announceAfterMs = 3000;

export interface BackgroundTask {
  readonly id: string;
  readonly runId: string;
  readonly toolUseId: string;
  readonly description: string;
  readonly type: 'local_bash' | 'local_agent';
  readonly stop: () => void;
  readonly extra: JsonObject;
}

export interface FinishedTask {
  /** Why the turn that follows begins. */
  readonly origin: JsonObject;
  /** Says what is to be said when that turn begins. */
  readonly announce: () => void;
}

export type Watched =
  { readonly kind: 'ended'; readonly code: number } | { readonly kind: 'moved'; readonly outcome: ToolOutcome };

/** The work that goes on beside turns, and the announcements that it makes. */
export class BackgroundWork {
  readonly #core: Core;
  readonly #tasks = new Map<string, BackgroundTask>();
  readonly #foreground = new Map<
    string,
    { readonly run: BashRun; readonly move: (id: string) => void; id: string | null }
  >();
  #onFinished: (finished: FinishedTask) => void = () => undefined;
  #onEmpty: () => void = () => undefined;

  constructor(core: Core) {
    this.#core = core;
  }

  /** Called when a task has ended and the model is to be told, by a turn that nobody asked for. */
  onFinished(listener: (finished: FinishedTask) => void): void {
    this.#onFinished = listener;
  }

  onEmpty(listener: () => void): void {
    this.#onEmpty = listener;
  }

  /** Whether a subagent works beside the conversation. */
  get agentsBusy(): boolean {
    return [...this.#tasks.values()].some((task) => task.type === 'local_agent');
  }

  get busy(): boolean {
    return this.#tasks.size > 0;
  }

  /** Lets a command run on; the outcome is what the model is told at once. */
  adopt(
    toolUseId: string,
    run: BashRun,
    id = `b${randomUUID().replaceAll('-', '').slice(0, 8)}`,
    byUser = false,
  ): ToolOutcome {
    const output = join(this.#core.store.root, 'tasks', this.#core.session.id, `${id}.output`);
    this.begin(
      {
        id,
        runId: randomUUID().slice(0, 18),
        toolUseId,
        description: run.command,
        type: 'local_bash',
        stop: () => {
          run.kill();
        },
        extra: {},
      },
      !byUser,
    );
    void run.finished.then((code) => {
      const text = run.takeOutput();
      mkdirSync(dirname(output), { recursive: true });
      writeFileSync(output, `${text}\n`);
      const state = code === 0 ? 'completed' : 'failed';
      this.end(id, state, output, `Background command "${run.command}" ${state} (exit code ${code})`, {});
    });
    const how = byUser ? 'Command was manually backgrounded by user with' : 'Command running in background with';
    return {
      content: `${how} ID: ${id}. Output is being written to: ${output}.`,
      structured: {
        stdout: '',
        stderr: '',
        interrupted: false,
        isImage: false,
        noOutputExpected: false,
        backgroundTaskId: id,
        ...(byUser ? { backgroundedByUser: true } : {}),
      },
      failed: false,
      saysNoError: true,
    };
  }

  /** Waits for a command in the foreground: until it ends, or until somebody moves it to the background. */
  async watch(toolUseId: string, run: BashRun): Promise<Watched> {
    const moved = new Promise<Watched>((resolve) => {
      this.#foreground.set(toolUseId, {
        run,
        id: null,
        move: (id) => {
          resolve({ kind: 'moved', outcome: this.adopt(toolUseId, run, id, true) });
        },
      });
    });
    const announce = setTimeout(() => {
      const entry = this.#foreground.get(toolUseId);
      if (!entry) return;
      entry.id = `b${randomUUID().replaceAll('-', '').slice(0, 8)}`;
      this.#say('task_started', {
        task_id: entry.id,
        tool_use_id: toolUseId,
        description: run.command,
        task_type: 'local_bash',
      });
    }, announceAfterMs);
    const ended = run.finished.then((code): Watched => ({ kind: 'ended', code }));
    const watched = await Promise.race([ended, moved]);
    clearTimeout(announce);
    const announced = this.#foreground.get(toolUseId)?.id ?? null;
    this.#foreground.delete(toolUseId);
    if (announced !== null && watched.kind === 'ended') {
      const status = watched.code === 0 ? 'completed' : 'failed';
      const fields = { task_id: announced, tool_use_id: toolUseId, status, output_file: '', summary: run.command };
      this.#say('task_notification', fields);
    }
    return watched;
  }

  /**
   * The control request `background_tasks`: moves what runs in the foreground, or one of it, once that is announced as a task.
   * @returns whether anything was moved
   */
  moveForeground(toolUseId: string | null): boolean {
    let moved = false;
    for (const [id, entry] of this.#foreground) {
      if (entry.id === null || (toolUseId !== null && id !== toolUseId)) continue;
      this.#say('task_updated', { task_id: entry.id, patch: { is_backgrounded: true } });
      entry.move(entry.id);
      moved = true;
    }
    return moved;
  }

  begin(task: BackgroundTask, announced = true): void {
    this.#tasks.set(task.id, task);
    this.#changed();
    if (!announced) return;
    this.#say('task_started', {
      task_id: task.id,
      ...this.#run(task),
      tool_use_id: task.toolUseId,
      description: task.description,
      ...task.extra,
      ...(this.#core.profile.modern ? { is_backgrounded: true } : {}),
      task_type: task.type,
    });
  }

  end(id: string, status: 'completed' | 'failed', outputFile: string, summary: string, extra: JsonObject): void {
    const task = this.#tasks.get(id);
    if (!task) return;
    this.#tasks.delete(id);
    this.#say('task_updated', { task_id: id, ...this.#run(task), patch: { status, end_time: Date.now() } });
    const announce = (): void => {
      this.#notify(task, status, outputFile, summary, extra);
    };
    // The older CLI tells of it only when the turn begins that tells the model.
    const { modern } = this.#core.profile;
    if (modern) announce();
    this.#changed();
    const origin = { kind: 'task-notification', ...(modern ? { producer: 'session-task', runId: task.runId } : {}) };
    this.#onFinished({ origin, announce: modern ? (): void => undefined : announce });
    if (!this.busy) this.#onEmpty();
  }

  /** The control request `stop_task`; an id that nobody has is no error. */
  stop(id: string): void {
    const task = this.#tasks.get(id);
    if (!task) return;
    this.#tasks.delete(id);
    task.stop();
    this.#say('task_updated', { task_id: id, ...this.#run(task), patch: { status: 'killed', end_time: Date.now() } });
    this.#notify(task, 'stopped', '', task.description, {});
    this.#changed();
    if (!this.busy) this.#onEmpty();
  }

  /** Ends everything without a word, when the process goes. */
  killAll(): void {
    for (const task of this.#tasks.values()) task.stop();
    for (const { run } of this.#foreground.values()) run.kill();
  }

  #notify(task: BackgroundTask, status: string, outputFile: string, summary: string, extra: JsonObject): void {
    const fields = { task_id: task.id, ...this.#run(task), tool_use_id: task.toolUseId, status };
    this.#say('task_notification', { ...fields, output_file: outputFile, summary, ...extra });
  }

  #changed(): void {
    if (!this.#core.profile.modern) return;
    const tasks = [...this.#tasks.values()].map((task) => ({
      task_id: task.id,
      run_id: task.runId,
      task_type: task.type,
      description: task.description,
    }));
    this.#say('background_tasks_changed', { tasks });
  }

  #run(task: BackgroundTask): JsonObject {
    return this.#core.profile.modern ? { run_id: task.runId } : {};
  }

  #say(subtype: string, fields: JsonObject): void {
    this.#core.writer.line(this.#core.events.system(subtype, fields));
  }
}
