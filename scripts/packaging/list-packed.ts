/**
 * Lists what is packed, with sizes: `node scripts/packaging/list-packed.ts`. What lies in dist/ for this computer is looked
 * at, as `npm run package -- --dir` leaves it; with --stub the built app is packed with a stub in Electron's place, which is
 * the same set of files and takes some seconds.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { archiveFiles } from './archive-files.ts';
import { findPacked } from './find-packed.ts';
import { packWithStub } from './pack-with-stub.ts';
import { packedTable } from './packed-table.ts';

const root = join(import.meta.dirname, '../..');

process.exitCode = await list(process.argv.includes('--stub'));

async function list(withStub: boolean): Promise<number> {
  const scratch = mkdtempSync(join(tmpdir(), 'packed-list-'));
  try {
    const archive = withStub
      ? (await packWithStub(root, scratch, { system: 'linux', arch: 'x64' })).archivePath
      : findPacked(join(root, 'dist'), process.platform, process.arch)?.archive;
    if (archive === undefined || !existsSync(archive)) {
      process.stderr.write(
        'Nothing was packed: run "npm run package -- --dir", or give --stub after "npm run build".\n',
      );
      return 1;
    }
    process.stdout.write(packedTable(archiveFiles(archive)));
    return 0;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
