import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** A packed app as it lies in the packer's folder, before it is put into an installer. */
export interface Packed {
  readonly executable: string;
  readonly archive: string;
}

/**
 * Finds what was packed for this kind of computer.
 * @param directory the packer's folder
 * @param platform of Node, as in `process.platform`
 * @returns null when there is none
 */
export function findPacked(directory: string, platform: NodeJS.Platform, arch: string): Packed | null {
  const found = places(platform, arch)
    .map(({ executable, resources }) => ({
      executable: join(directory, executable),
      archive: join(directory, resources, 'app.asar'),
    }))
    .filter((packed) => existsSync(packed.executable) && existsSync(packed.archive));
  return found[0] ?? null;
}

function places(platform: NodeJS.Platform, arch: string): readonly { executable: string; resources: string }[] {
  const suffix = arch === 'x64' ? '' : `-${arch}`;
  if (platform === 'darwin') {
    const contents = (folder: string): string => `${folder}/Claude Control Tower.app/Contents`;
    return ['mac-universal', `mac${suffix}`].map((folder) => ({
      executable: `${contents(folder)}/MacOS/Claude Control Tower`,
      resources: `${contents(folder)}/Resources`,
    }));
  }
  const [folder, executable] =
    platform === 'win32'
      ? [`win${suffix}-unpacked`, 'Claude Control Tower.exe']
      : [`linux${suffix}-unpacked`, 'claude-control-tower'];
  return [{ executable: `${folder}/${executable}`, resources: `${folder}/resources` }];
}
