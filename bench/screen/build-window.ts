import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { buildApp } from '../../apps/main/command-line/build-renderer.ts';
import { findProgramFiles } from '../../apps/main/host/program-files.ts';

/** Builds the window's files, unless they are newer than all that they are made of. @throws when that fails */
export async function buildWindow(): Promise<void> {
  const { root, rendererDirectory } = findProgramFiles();
  const built = statSync(join(rendererDirectory, 'index.html'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const sources = ['apps/renderer', 'apps/shared'].map((folder) => join(root, folder));
  if (sources.every((folder) => newest(folder) < built)) return;
  const tell = (text: string): void => {
    process.stderr.write(text);
  };
  tell('Building the window ...\n');
  if (!(await buildApp({ root, tell }))) {
    throw new Error('The window could not be built; the messages above say why.');
  }
}

/** When a file below the folder was last changed. */
function newest(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return Math.max(0, ...files.map((file) => statSync(join(folder, file)).mtimeMs));
}
