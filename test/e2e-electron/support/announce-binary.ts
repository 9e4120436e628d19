import type { Reporter } from '@playwright/test/reporter';
import { findElectron } from './electron-binary.ts';

/** Says first of all what the specs run on. */
class AnnounceBinary implements Reporter {
  onBegin(): void {
    process.stdout.write(`Electron's specs run on ${findElectron().name}.\n`);
  }

  printsToStdio(): boolean {
    return false;
  }
}

export default AnnounceBinary;
