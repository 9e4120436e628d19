import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPackageWithOptions } from '@electron/asar';
import { expect, it } from 'vitest';
import { archiveFiles } from '../../../scripts/packaging/archive-files.ts';
import { packedTable } from '../../../scripts/packaging/packed-table.ts';

it('lists what is in an archive and beside it, the largest first, and sums it up', async () => {
  const scratch = mkdtempSync(join(tmpdir(), 'table-'));
  try {
    mkdirSync(join(scratch, 'app', 'deep'), { recursive: true });
    writeFileSync(join(scratch, 'app', 'small.txt'), 'x'.repeat(512));
    writeFileSync(join(scratch, 'app', 'deep', 'large.node'), 'x'.repeat(2048));
    const archive = join(scratch, 'app.asar');
    await createPackageWithOptions(join(scratch, 'app'), archive, { unpack: '**/*.node' });
    expect(packedTable(archiveFiles(archive)).split('\n')).toEqual([
      '      2.0 KB  deep/large.node (beside the archive)',
      '      0.5 KB  small.txt',
      '      2.5 KB  in 2 files',
      '',
    ]);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
});
