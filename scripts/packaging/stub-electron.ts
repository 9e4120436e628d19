import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** The fuses of version 1, in the order of Electron's fuse wire. */
export const fuseNames = [
  'runAsNode',
  'cookieEncryption',
  'nodeOptions',
  'nodeCliInspect',
  'asarIntegrity',
  'onlyLoadAppFromAsar',
  'ownV8Snapshot',
  'filePrivileges',
] as const;
export type FuseName = (typeof fuseNames)[number];
/** How Electron comes: https://github.com/electron/electron/blob/main/build/fuses/fuses.json5 */
const asDelivered = '10110001';

/**
 * A folder that the packer takes for an unpacked Electron: with a fuse wire that can be blown and the files that it
 * moves about, and without a program. What is packed with it shows the set of files, and is never an app.
 * @param directory has to be there and empty
 * @param executable `electron` for Linux, `electron.exe` for Windows
 */
export function makeStubElectron(directory: string, executable: string, version: string): void {
  for (const folder of ['locales', 'resources']) mkdirSync(join(directory, folder));
  const program = join(directory, executable);
  writeFileSync(
    program,
    `A stub of Electron. ${sentinel}\u0001${String.fromCharCode(fuseNames.length)}${asDelivered} End.`,
  );
  chmodSync(program, 0o755);
  writeFileSync(join(directory, 'version'), version);
  writeFileSync(join(directory, 'LICENSE'), "Electron's licence");
  writeFileSync(join(directory, 'LICENSES.chromium.html'), "Chromium's licences");
  for (const language of ['de', 'en-US', 'ko']) writeFileSync(join(directory, 'locales', `${language}.pak`), language);
}

/** @returns which fuses of a packed program are on; throws when it has no fuse wire */
export function readFuses(program: string): Readonly<Record<FuseName, boolean>> {
  const text = readFileSync(program, 'latin1');
  const wire = text.indexOf(sentinel) + sentinel.length + 2;
  if (wire < sentinel.length + 2) throw new Error(`${program} has no fuse wire.`);
  const state = (name: FuseName): boolean => text[wire + fuseNames.indexOf(name)] === '1';
  return {
    runAsNode: state('runAsNode'),
    cookieEncryption: state('cookieEncryption'),
    nodeOptions: state('nodeOptions'),
    nodeCliInspect: state('nodeCliInspect'),
    asarIntegrity: state('asarIntegrity'),
    onlyLoadAppFromAsar: state('onlyLoadAppFromAsar'),
    ownV8Snapshot: state('ownV8Snapshot'),
    filePrivileges: state('filePrivileges'),
  };
}
