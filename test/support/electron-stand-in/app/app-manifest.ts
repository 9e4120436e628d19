import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';

const manifestSchema = z.object({
  name: z.string(),
  productName: z.string().optional(),
  version: z.string(),
  main: z.string().default('index.js'),
});

/** The app that is run. */
export interface AppManifest {
  readonly name: string;
  readonly version: string;
  readonly path: string;
  /** The file that runs in the main process. */
  readonly entry: string;
}

/**
 * Reads what Electron reads of an app.
 * @param app its folder, or a file to run
 * @throws when there is no app
 */
export function readAppManifest(app: string): AppManifest {
  const path = resolve(app);
  if (!statSync(path).isDirectory()) return { name: 'Electron', version: '0.0.0', path: dirname(path), entry: path };
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')));
  return {
    name: manifest.productName ?? manifest.name,
    version: manifest.version,
    path,
    entry: resolve(path, manifest.main),
  };
}
