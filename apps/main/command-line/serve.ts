import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Gateway } from '../gateway/gateway.ts';
import { WebHost } from '../gateway/web-host.ts';
import type { ProgramFiles } from '../host/program-files.ts';
import type { ServeOptions } from './arguments.ts';
import { buildApp } from './build-renderer.ts';
import { hasDisplay, openBrowser } from './open-browser.ts';
import type { OpenTower } from './open-tower.ts';
import type { Terminal } from './terminal.ts';

export interface ServeCommand {
  readonly options: ServeOptions;
  readonly terminal: Terminal;
  readonly openTower: OpenTower;
  readonly files: ProgramFiles;
  readonly environment: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  /** Calls back whenever the person presses Enter. */
  readonly onEnter: (listener: () => void) => void;
}

/** Serves the app to browsers of this computer until it is stopped. @returns the exit code */
export async function serve(command: ServeCommand): Promise<number> {
  const { options, terminal, files } = command;
  if (!(await hasRenderer(files, terminal))) return 1;
  const opened = await command.openTower({ data: options.data, claude: options.claude });
  if (!opened.ok) {
    terminal.error(`${opened.problem.message}\n${opened.problem.hint}\n`);
    return 1;
  }
  const { tower, log } = opened.value;
  const { bus, handlers, onWindows } = tower;
  const gateway = new Gateway({ bus, handlers, log, onWindows });
  const { rendererDirectory } = files;
  const started = await WebHost.start({ gateway, log, rendererDirectory, port: options.port });
  if (!started.ok) {
    terminal.error(`${started.problem.message}\nChoose another one with --port, or leave it out.\n`);
    await tower.close();
    return 2;
  }
  const host = started.value;
  const link = host.newLink();
  printLink(terminal, link, options.json);
  command.onEnter(() => printLink(terminal, host.newLink(), options.json));
  if (options.open && hasDisplay(command.platform, command.environment)) await openBrowser(link, command.platform);
  await terminal.stopped;
  terminal.error('Ending the agents …\n');
  await tower.close();
  gateway.close();
  await host.close();
  // A signal is how a server is ended: nothing went wrong.
  return 0;
}

function printLink(terminal: Terminal, link: string, json: boolean): void {
  if (json) terminal.out(`${JSON.stringify({ url: link })}\n`);
  else terminal.out(`Open this link in a browser on this computer (it works once): ${link}\n`);
}

async function hasRenderer(files: ProgramFiles, terminal: Terminal): Promise<boolean> {
  const page = join(files.rendererDirectory, 'index.html');
  if (existsSync(page)) return true;
  if (!files.isCheckout) {
    terminal.error(`The window's files are missing (${page}): install the app again.\n`);
    return false;
  }
  terminal.error('Building the window, once …\n');
  const built = await buildApp({ root: files.root, tell: (text) => terminal.error(text) });
  if (!built) terminal.error('The window could not be built; the messages above say why.\n');
  return built;
}
