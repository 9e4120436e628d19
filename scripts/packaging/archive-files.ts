import { sep } from 'node:path';
import { listPackage, statFile } from '@electron/asar';

/** A file of an app's archive. */
export interface ArchiveFile {
  /** With forward slashes. */
  readonly path: string;
  /** Whether it lies beside the archive. */
  readonly unpacked: boolean;
  readonly bytes: number;
}

/** The files of an archive, those beside it among them. @param archive the path of app.asar */
export function archiveFiles(archive: string): readonly ArchiveFile[] {
  return listPackage(archive, { isPack: false })
    .map((path) => path.split(sep).join('/').replace(/^\//, ''))
    .flatMap((path) => {
      const entry = statFile(archive, path.split('/').join(sep));
      return 'size' in entry ? [{ path, unpacked: entry.unpacked, bytes: entry.size }] : [];
    });
}
