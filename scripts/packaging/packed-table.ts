import type { ArchiveFile } from './archive-files.ts';

/** @returns one line a file, the largest first, with its size in KB; the last one sums them up */
export function packedTable(files: readonly ArchiveFile[]): string {
  const kilobytes = (bytes: number): string => (bytes / 1024).toFixed(1).padStart(9);
  const lines = [...files]
    .sort((a, b) => b.bytes - a.bytes || (a.path < b.path ? -1 : 1))
    .map(({ path, bytes, unpacked }) => `${kilobytes(bytes)} KB  ${path}${unpacked ? ' (beside the archive)' : ''}\n`);
  const sum = files.reduce((all, { bytes }) => all + bytes, 0);
  return `${lines.join('')}${kilobytes(sum)} KB  in ${files.length} files\n`;
}
