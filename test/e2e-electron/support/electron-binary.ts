import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the specs run on. */
export interface ElectronBinary {
  readonly executable: string;
  readonly isStandIn: boolean;
  /** In words, for the report. */
  readonly name: string;
}

const root = join(import.meta.dirname, '../../..');

/**
 * Finds what to run: the Electron that ELECTRON_BIN names, the one that is installed with the package, or the stand-in.
 * @throws when ELECTRON_BIN names nothing: a mistake to be told of, not to be passed over
 */
export function findElectron(environment: NodeJS.ProcessEnv = process.env): ElectronBinary {
  const asked = environment['ELECTRON_BIN'];
  if (asked !== undefined && asked !== '') {
    if (!existsSync(asked)) throw new Error(`ELECTRON_BIN names ${asked}, which is not there.`);
    return { executable: asked, isStandIn: false, name: `Electron (${asked})` };
  }
  const installed = installedElectron();
  if (installed !== null) return { executable: installed, isStandIn: false, name: `Electron (${installed})` };
  const executable = join(root, 'test/support/electron-stand-in/electron');
  return { executable, isStandIn: true, name: 'the stand-in for Electron: a pass is no word about Electron itself' };
}

/** The package is asked by its files: loading it would download the binary. */
function installedElectron(): string | null {
  const folder = join(root, 'node_modules/electron');
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const executable = join(folder, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(executable) ? executable : null;
}
