import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The folders of one run of the bench, deleted with it. */
export interface Workspace {
  readonly root: string;
  /** Where the agents work. */
  readonly project: string;
  /** Starts the emitter; to be given to whoever wants a CLI. */
  readonly cli: string;
  /** For every process that is measured: a home of its own, and nothing of whoever runs the bench. */
  readonly environment: Readonly<Record<string, string>>;
  /** A new folder for the data of one tower. */
  dataDirectory(name: string): string;
  /** A tower may have closed its files only just now. */
  remove(): void;
}

export function makeWorkspace(): Workspace {
  const root = mkdtempSync(join(tmpdir(), 'control-tower-bench-'));
  const home = join(root, 'home');
  const project = join(root, 'project');
  for (const directory of [project, join(home, '.claude')]) mkdirSync(directory, { recursive: true });
  const cli = join(root, 'emitter');
  const program = join(import.meta.dirname, 'emitter', 'main.ts');
  writeFileSync(cli, `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`);
  chmodSync(cli, 0o755);
  const environment = {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    CLAUDE_CONFIG_DIR: join(home, '.claude'),
    SHELL: '/bin/sh',
    ANTHROPIC_API_KEY: 'not-a-key',
  };
  return {
    root,
    project,
    cli,
    environment,
    dataDirectory: (name) => join(root, name),
    remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 5 }),
  };
}
