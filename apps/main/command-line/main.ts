import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { ok } from '../../shared/models/problem.ts';
import { dataDirectory } from '../host/data-directory.ts';
import { findProgramFiles, type ProgramFiles } from '../host/program-files.ts';
import { createNodeLog } from '../logging/node-log.ts';
import { openTower } from '../tower.ts';
import { readCommandLine } from './arguments.ts';
import type { OpenTower } from './open-tower.ts';
import { run } from './run.ts';
import { serve } from './serve.ts';
import { openTerminal } from './terminal.ts';

/** Does what a command line asks for. @param argv what follows the program's name @returns the exit code */
export async function main(argv: readonly string[]): Promise<number> {
  const files = findProgramFiles();
  const invocation = readCommandLine(argv, files.version);
  if (invocation.kind === 'print') {
    process.stdout.write(invocation.text);
    return 0;
  }
  if (invocation.kind === 'refuse') {
    process.stderr.write(invocation.text);
    return 2;
  }
  const terminal = openTerminal(process);
  const open = openerFor(files);
  if (invocation.kind === 'run') {
    const { options } = invocation;
    const workingDirectory = process.cwd();
    return run({ options, terminal, openTower: open, readStandardInput, workingDirectory });
  }
  const { platform, env: environment } = process;
  return serve({ options: invocation.options, terminal, openTower: open, files, environment, platform, onEnter });
}

function openerFor(files: ProgramFiles): OpenTower {
  return async ({ data, claude }) => {
    const directory = dataDirectory(data, {
      platform: process.platform,
      environment: process.env,
      homeDirectory: homedir(),
      workingDirectory: process.cwd(),
    });
    const log = createNodeLog({ directory: join(directory, 'logs'), environment: process.env });
    const host = { kind: 'web', version: files.version } as const;
    // A path is meant from here; a bare name is looked up like any command.
    const claudePath = claude !== null && /[/\\]/.test(claude) ? resolve(claude) : claude;
    const opened = await openTower({
      dataDirectory: directory,
      host,
      log,
      ...(claudePath === null ? {} : { claudePath }),
    });
    return opened.ok ? ok({ tower: opened.value, log }) : opened;
  };
}

async function readStandardInput(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

function onEnter(listener: () => void): void {
  if (!process.stdin.isTTY) return;
  process.stdin.on('data', listener);
  process.stdin.unref();
}
