import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How long the place that Electron is downloaded from may take to answer at all, in milliseconds. */
const probeMs = 5_000;
/** How long the download may take once it answers, in milliseconds; it is about 120 MB. */
const downloadMs = 10 * 60_000;

/** @returns Electron's executable, or null when it was not downloaded yet */
export function findElectron(root: string): string | null {
  const folder = join(root, 'node_modules', 'electron');
  try {
    const name = readFileSync(join(folder, 'path.txt'), 'utf8').trim();
    const executable = join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist'), name);
    return existsSync(executable) ? executable : null;
  } catch {
    return null;
  }
}

/**
 * Downloads Electron with its own installer, once, and gives up soon where its server cannot be reached: a network that
 * swallows packets must not look like an app that does not start.
 * @returns the executable, or null
 */
export async function fetchElectron(root: string, tell: (text: string) => void): Promise<string | null> {
  const installer = join(root, 'node_modules', 'electron', 'install.js');
  if (!existsSync(installer) || !(await isReachable())) return null;
  tell('Downloading Electron, once …\n');
  await new Promise<void>((resolve) => {
    const child = spawn(process.execPath, [installer], { stdio: 'ignore', timeout: downloadMs });
    child.once('error', () => resolve());
    child.once('close', () => resolve());
  });
  return findElectron(root);
}

/** Where a proxy or a mirror is set, only the installer knows the way. */
async function isReachable(): Promise<boolean> {
  const ways = ['HTTPS_PROXY', 'https_proxy', 'ELECTRON_MIRROR', 'npm_config_electron_mirror'];
  if (ways.some((name) => process.env[name] !== undefined)) return true;
  try {
    await fetch('https://github.com/electron/electron/releases', {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(probeMs),
    });
    return true;
  } catch {
    return false;
  }
}
