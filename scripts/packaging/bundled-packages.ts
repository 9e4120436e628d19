import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Plugin } from 'vite';
import { z } from 'zod';

/** Where the build says what it bundled, and where the papers that are packed along are written. */
export function insideDirectory(root: string): string {
  return join(root, 'out', 'inside');
}

const recordSchema = z.array(z.string());
const parts = ['main', 'preload', 'renderer', 'renderer-threads'] as const;
export type Part = (typeof parts)[number];

/**
 * Writes down which packages end up in a part of the build. They are development dependencies, so that nothing but the
 * bundler knows which of them a person gets.
 * @param root the checkout; it is given, because this file is copied to another place when the configuration is read
 */
export function recordBundledPackages(root: string, part: Part): Plugin {
  return {
    name: 'record-bundled-packages',
    apply: 'build',
    generateBundle(_options, bundle) {
      const folders = new Set<string>();
      for (const output of Object.values(bundle)) {
        if (output.type !== 'chunk') continue;
        for (const id of output.moduleIds) {
          const folder = packageFolder(root, id);
          if (folder !== null) folders.add(folder);
        }
      }
      mkdirSync(insideDirectory(root), { recursive: true });
      writeFileSync(recordFile(root, part), `${JSON.stringify([...folders].sort(), null, 2)}\n`);
    },
  };
}

/**
 * The folder of the package that a module belongs to, from the checkout, with forward slashes.
 * @param id the bundler's name of the module: a path with perhaps a query, or a made-up name after a null character
 * @returns null for a module of our own
 */
export function packageFolder(root: string, id: string): string | null {
  if (id.startsWith('\0')) {
    // The bundler's own run-time parts are somebody's work as well.
    const maker = ['rolldown', 'vite'].find((name) => id.startsWith(`\0${name}/`));
    return maker === undefined ? null : `node_modules/${maker}`;
  }
  const path = relative(root, id.split('?')[0] ?? id)
    .split(sep)
    .join('/');
  const found = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path);
  return found?.[1] ?? null;
}

/**
 * Reads what the last build wrote down.
 * @returns folders of packages, sorted, each once
 * @throws when the app was not built
 */
export function bundledPackageFolders(root: string): readonly string[] {
  const folders = parts.flatMap((part) => {
    const file = recordFile(root, part);
    if (!existsSync(file)) throw new Error(`${relative(root, file)} is missing: build the app first (npm run build).`);
    return recordSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  });
  return [...new Set(folders)].sort();
}

function recordFile(root: string, part: Part): string {
  return join(insideDirectory(root), `bundled-${part}.json`);
}
