import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { InstanceDraft } from '../../shared/models/instance.ts';
import type { Problem } from '../../shared/models/problem.ts';
import type { OpenTower } from './open-tower.ts';
import type { RunOptions } from './arguments.ts';
import { Crew, type CrewObserver, type FileOutcome } from './crew.ts';
import { type PromptFile, readPromptFiles } from './prompt-files.ts';
import { RunView } from './run-view.ts';
import { exitCodeOf, type Terminal } from './terminal.ts';
import type { Tower } from '../tower.ts';

export interface RunCommand {
  readonly options: RunOptions;
  readonly terminal: Terminal;
  readonly openTower: OpenTower;
  readonly readStandardInput: () => Promise<Buffer>;
  readonly workingDirectory: string;
}

/** Works files off with agents made for the purpose. @returns the exit code; `control-tower run --help` lists them */
export async function run(command: RunCommand): Promise<number> {
  const { options, terminal } = command;
  const directory = resolve(command.workingDirectory, options.cwd ?? '.');
  const paths = options.files.map((path) => (path === '-' ? path : resolve(command.workingDirectory, path)));
  const read = await Promise.race([readPromptFiles(paths, command.readStandardInput), terminal.stopped]);
  if (typeof read === 'string') return exitCodeOf(read);
  const wrong = [...read.complaints, ...(isDirectory(directory) ? [] : [`--cwd: ${directory} is not a folder.`])];
  if (wrong.length > 0) {
    terminal.error(`${wrong.join('\n')}\nNothing was started.\n`);
    return 2;
  }
  const data = options.data ?? mkdtempSync(join(tmpdir(), 'control-tower-run-'));
  const opened = await command.openTower({ data, claude: options.claude });
  if (!opened.ok) {
    tell(terminal, opened.problem);
    if (options.data === null) rmSync(data, { recursive: true, force: true });
    return 1;
  }
  const code = await workOff(command, opened.value.tower, read.files, directory);
  if (options.data === null) {
    if (code === 0) rmSync(data, { recursive: true, force: true, maxRetries: 3 });
    else terminal.error(`The transcripts and the log of this run are in ${data}\n`);
  }
  return code;
}

async function workOff(
  command: RunCommand,
  tower: Tower,
  files: readonly PromptFile[],
  directory: string,
): Promise<number> {
  const { options, terminal } = command;
  const view = options.json ? null : new RunView(terminal, files);
  const unsubscribe = view === null ? printEvents(tower, terminal) : tower.bus.onAny((event) => view.hear(event));
  const crew = new Crew(tower, view ?? silent);
  const working = prepare(tower, terminal, options.parallel).then(() =>
    crew.work(files, draftFor(options, directory), options.parallel),
  );
  const ended = await Promise.race([working, terminal.stopped]);
  crew.close();
  if (typeof ended === 'string') {
    // What was asked of a tower that closes fails, and nobody waits for it any more.
    working.catch(() => undefined);
    terminal.error('Ending the agents …\n');
  }
  await tower.close();
  unsubscribe();
  if (typeof ended === 'string') return exitCodeOf(ended);
  view?.ended(ended);
  return ended.every((outcome: FileOutcome) => outcome.completed) ? 0 : 1;
}

/** Makes sure that a tower on a folder with a history works at all, and on as many tasks as was asked. */
async function prepare(tower: Tower, terminal: Terminal, parallel: number): Promise<void> {
  const caller = { id: 'run', watch: () => undefined };
  const snapshot = await tower.handlers['tower.snapshot']({}, caller);
  if (!snapshot.ok) return;
  if (snapshot.value.tower.paused) {
    terminal.error('The tower on this folder was paused; it goes on now.\n');
    await tower.handlers['tower.resume']({}, caller);
  }
  if (snapshot.value.settings.maxRunning < parallel) {
    await tower.handlers['settings.update']({ maxRunning: parallel }, caller);
  }
}

function draftFor(options: RunOptions, directory: string): InstanceDraft {
  return {
    directory,
    name: `run in ${basename(directory) || directory}`.slice(0, 120),
    permissionMode: options.mode,
    launcher: options.demo ? 'demo' : 'local',
    model: options.model,
  };
}

const silent: CrewObserver = { taskGiven: () => undefined, fileEnded: () => undefined };

function printEvents(tower: Tower, terminal: Terminal): () => void {
  return tower.bus.onCommitted((events) => {
    terminal.out(events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  });
}

function tell(terminal: Terminal, problem: Problem): void {
  terminal.error(`${problem.message}\n${problem.hint}\n`);
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
