import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { promisify } from 'node:util';
import { extractAll } from '@electron/asar';
import { toolPath } from '../gate/step.ts';
import { type ArchiveFile, archiveFiles } from './archive-files.ts';
import { makeStubElectron } from './stub-electron.ts';

const run = promisify(execFile);

/** A system to pack for, as far as it can be done on another one. */
export interface PackTarget {
  readonly system: 'linux' | 'win';
  readonly arch: 'x64' | 'arm64';
}

/** What came out of packing: the folder that an installer would hold. */
export class PackedApp {
  readonly directory: string;
  readonly executable: string;

  constructor(directory: string, executable: string) {
    this.directory = directory;
    this.executable = join(directory, executable);
  }

  get resources(): string {
    return join(this.directory, 'resources');
  }

  /** Files of the folder, with forward slashes, sorted. */
  files(): readonly string[] {
    return readdirSync(this.directory, { recursive: true, encoding: 'utf8' })
      .filter((path) => statSync(join(this.directory, path)).isFile())
      .map(slashed)
      .sort();
  }

  /** Files of the app's archive, those beside it among them. */
  archive(): readonly ArchiveFile[] {
    return archiveFiles(this.archivePath);
  }

  /** Takes the archive apart into a folder, with its unpacked files in their places, so that plain Node can run it. */
  extract(into: string): void {
    extractAll(this.archivePath, into);
    const beside = `${this.archivePath}.unpacked`;
    if (existsSync(beside)) cpSync(beside, into, { recursive: true });
  }

  get archivePath(): string {
    return join(this.resources, 'app.asar');
  }
}

/**
 * Packs what was built, with the project's own configuration and a stub in Electron's place.
 * @param project the folder with package.json, electron-builder.yml and the built app
 * @param scratch an empty folder
 * @throws with the packer's words when it refuses the configuration
 */
export async function packWithStub(project: string, scratch: string, target: PackTarget): Promise<PackedApp> {
  if (!existsSync(join(project, 'out', 'main', 'index.cjs'))) throw new Error('Build the app first: npm run build.');
  const stub = join(scratch, 'electron');
  const output = join(scratch, 'dist');
  mkdirSync(stub);
  makeStubElectron(stub, target.system === 'win' ? 'electron.exe' : 'electron', 'v0.0.0');
  // A stub is no Windows program whose resources could be edited.
  const windows = ['-c.win.signAndEditExecutable=false', '-c.disableAsarIntegrity=true'];
  await run(
    process.execPath,
    [
      toolPath('electron-builder', 'cli.js'),
      '--publish=never',
      `--${target.system}`,
      'dir',
      `--${target.arch}`,
      `-c.electronDist=${stub}`,
      `-c.directories.output=${output}`,
      ...(target.system === 'win' ? windows : []),
    ],
    // On a build server the packer does not ask the network whether there is a newer one of it.
    { cwd: project, env: { ...process.env, CI: 'true' }, maxBuffer: 64 * 1024 * 1024 },
  );
  const folder = readdirSync(output).find((name) => name.endsWith('-unpacked'));
  if (folder === undefined) throw new Error(`Nothing was packed into ${output}.`);
  const executable = target.system === 'win' ? 'Claude Control Tower.exe' : 'claude-control-tower';
  return new PackedApp(join(output, folder), executable);
}

function slashed(path: string): string {
  return path.split(sep).join('/');
}
