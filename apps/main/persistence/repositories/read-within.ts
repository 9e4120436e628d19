/** As many bytes of JSON are read at once, about: a window that asks for a page of giants must not fill our memory. */
const mostBytes = 16 * 1024 * 1024;

/**
 * Reads rows until they are too many bytes together, and one at least.
 * @param rows of a statement that runs only as far as it is read
 * @returns `isAll`: there were no more
 */
export function readWithin<Row extends { readonly data: string }>(
  rows: Iterable<Row>,
  limit = mostBytes,
): { readonly rows: readonly Row[]; readonly isAll: boolean } {
  const read: Row[] = [];
  let bytes = 0;
  for (const row of rows) {
    bytes += row.data.length;
    if (read.length > 0 && bytes > limit) return { rows: read, isAll: false };
    read.push(row);
  }
  return { rows: read, isAll: true };
}
