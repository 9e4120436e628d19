import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

/** Where the program's own files are, whether it runs from source, from out/ or from a package. */
export interface ProgramFiles {
  /** The folder with package.json. */
  readonly root: string;
  readonly version: string;
  readonly rendererDirectory: string;
  readonly preloadFile: string;
  /** True in a checkout, where the renderer can be built. */
  readonly isCheckout: boolean;
}

const manifestSchema = z.object({ version: z.string() });

/**
 * Finds the program's files from one of them.
 * @param start a folder of the program
 * @throws when no package.json is above it: the program was taken apart
 */
export function findProgramFiles(start: string = import.meta.dirname): ProgramFiles {
  let root = start;
  while (!existsSync(join(root, 'package.json'))) {
    const parent = dirname(root);
    if (parent === root) throw new Error(`There is no package.json above ${start}.`);
    root = parent;
  }
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  return {
    root,
    version: manifest.version,
    rendererDirectory: join(root, 'out', 'renderer'),
    preloadFile: join(root, 'out', 'preload', 'index.cjs'),
    isCheckout: existsSync(join(root, 'electron.vite.config.ts')),
  };
}

/**
 * The demo agent's program: beside the other parts of a build, in its own folder in a checkout.
 * @param start the folder of the running program
 */
export function findDemoAgent(start: string): string {
  const built = ['demo-agent.cjs', join('..', 'demo-agent.cjs')].map((name) => join(start, name));
  return built.find((file) => existsSync(file)) ?? join(start, 'demo-agent', 'main.ts');
}
