import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export interface BuildOptions {
  /** The checkout. */
  readonly root: string;
  /** Takes the build's messages. */
  readonly tell: (text: string) => void;
}

/** Builds the app in a checkout, as "npm run build" does. @returns whether it succeeded; its messages say why not */
export function buildApp(options: BuildOptions): Promise<boolean> {
  const builder = join(options.root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  if (!existsSync(builder)) {
    options.tell('The window cannot be built: run "npm ci" first.\n');
    return Promise.resolve(false);
  }
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [builder, 'build', '--logLevel', 'warn'], {
      cwd: options.root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const pass = (chunk: Buffer): void => options.tell(chunk.toString('utf8'));
    child.stdout.on('data', pass);
    child.stderr.on('data', pass);
    child.once('error', (error) => {
      options.tell(`${error.message}\n`);
      resolve(false);
    });
    child.once('close', (code) => resolve(code === 0));
  });
}
