import type { DurableEvent } from '../../shared/contract/events.ts';
import type { Entry } from '../../shared/models/entry.ts';
import type { Task, TaskOutcome } from '../../shared/models/task.ts';
import type { CrewObserver, FileOutcome } from './crew.ts';
import { oneLine, plainText, spokenDuration } from './plain-text.ts';
import type { PromptFile } from './prompt-files.ts';
import type { Terminal } from './terminal.ts';

/** Below this many columns a line of progress says nothing. */
const leastColumns = 40;

interface Running {
  readonly fileIndex: number;
  /** What the agent does now, in a few words. */
  doing: string;
  /** The text of the model's last message, block by block. */
  messageId: string;
  text: string;
}

/**
 * A run as a person follows it: a line for what begins and ends, the final text of each task, and, on a live terminal, one
 * line for each task that runs, drawn again as it goes on.
 */
export class RunView implements CrewObserver {
  readonly #terminal: Terminal;
  readonly #files: readonly PromptFile[];
  readonly #running = new Map<string, Running>();
  /** Tasks that were started before their submission was answered. */
  readonly #started = new Set<string>();
  #drawnLines = 0;

  constructor(terminal: Terminal, files: readonly PromptFile[]) {
    this.#terminal = terminal;
    this.#files = files;
  }

  taskGiven(fileIndex: number, task: Task): void {
    const doing = this.#started.delete(task.id) ? 'started' : 'queued';
    this.#running.set(task.id, { fileIndex, doing, messageId: '', text: '' });
    this.#say(`${this.#label(fileIndex)} ${doing}`);
  }

  hear(event: DurableEvent): void {
    if (event.type === 'transcript.appended') this.#hearEntry(event.data.entry);
    else if (event.type === 'task.started') this.#hearStarted(event.data.task.id);
    else if (event.type === 'request.opened') {
      const { taskId, toolName } = event.data.request;
      if (taskId !== null) this.#does(taskId, `asked for ${toolName}: denied, because nobody is there`);
    }
  }

  fileEnded(fileIndex: number, outcome: FileOutcome, task: Task | null): void {
    const [taskId, running] = [...this.#running].find(([, one]) => one.fileIndex === fileIndex) ?? [];
    if (taskId !== undefined) this.#running.delete(taskId);
    const spent = task === null || task.outcome === null ? '' : ` in ${spokenCost(task.outcome)}`;
    const word = outcome.completed ? 'completed' : (task?.status ?? 'failed');
    const lines = [`${this.#label(fileIndex)} ${word}${spent}`];
    if (outcome.problem !== null) lines.push(`  ${outcome.problem.message}`, `  ${outcome.problem.hint}`);
    const text = running?.text ?? '';
    if (text !== '') lines.push('', plainText(text).trim(), '');
    this.#say(lines.join('\n'));
  }

  /** The last line. */
  ended(outcomes: readonly FileOutcome[]): void {
    this.#erase();
    const completed = outcomes.filter((outcome) => outcome.completed).length;
    this.#terminal.out(`${completed} of ${outcomes.length} completed.\n`);
  }

  #hearStarted(taskId: string): void {
    if (this.#running.has(taskId)) this.#does(taskId, 'started');
    else this.#started.add(taskId);
  }

  #hearEntry(entry: Entry): void {
    const running = entry.taskId === null ? undefined : this.#running.get(entry.taskId);
    if (running === undefined || entry.taskId === null) return;
    if (entry.kind === 'text' && entry.parentToolUseId === null) {
      running.text = running.messageId === entry.messageId ? `${running.text}\n${entry.text}` : entry.text;
      running.messageId = entry.messageId;
    } else if (entry.kind === 'outcome' && entry.text !== null && running.text === '') {
      running.text = entry.text;
    } else if (entry.kind === 'toolUse') {
      this.#does(entry.taskId, `${entry.name} ${oneLine(subjectOf(entry.input), 100)}`.trim());
    } else if (entry.kind === 'notice' && entry.level !== 'info') {
      this.#does(entry.taskId, oneLine(entry.text, 160));
    }
  }

  #does(taskId: string, doing: string): void {
    const running = this.#running.get(taskId);
    if (running === undefined) return;
    running.doing = doing;
    if (this.#terminal.isLive) this.#redraw();
    else this.#say(`${this.#label(running.fileIndex)} ${doing}`);
  }

  #say(text: string): void {
    this.#erase();
    this.#terminal.out(`${text}\n`);
    if (this.#terminal.isLive) this.#redraw();
  }

  #redraw(): void {
    this.#erase();
    const width = Math.max(leastColumns, this.#terminal.columns) - 1;
    for (const { fileIndex, doing } of this.#running.values()) {
      this.#terminal.out(`${oneLine(`${this.#label(fileIndex)} … ${doing}`, width)}\n`);
    }
    this.#drawnLines = this.#running.size;
  }

  /** Takes the live lines away: up to the first of them, and everything below. */
  #erase(): void {
    if (this.#drawnLines > 0) this.#terminal.out(`\u001b[${this.#drawnLines}F\u001b[J`);
    this.#drawnLines = 0;
  }

  #label(fileIndex: number): string {
    const name = oneLine(this.#files[fileIndex]?.name ?? '', 60);
    return `[${fileIndex + 1}/${this.#files.length}] ${name}:`;
  }
}

/** The part of a tool's input that says most in a line. */
function subjectOf(input: Readonly<Record<string, unknown>>): string {
  for (const key of ['command', 'file_path', 'path', 'pattern', 'url', 'query', 'description']) {
    const value = input[key];
    if (typeof value === 'string') return value;
  }
  return '';
}

function spokenCost(outcome: TaskOutcome): string {
  return `${spokenDuration(outcome.durationMs)}, $${outcome.usage.costUsd.toFixed(4)}`;
}
