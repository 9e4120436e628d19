const megabyte = 1024 * 1024;

/** What may pile up in the tower's memory, each with the reason for its size. Bytes. */
export const memoryShares = {
  /**
   * Facts that the database does not take. Then what agents print is left in their pipes, and the agents wait: enough for
   * some minutes in which a person makes room on the disk, for a fleet that is not in a flood.
   */
  facts: 64 * megabyte,
  /** Lines whose end has not come yet, of all agents together: two of the longest. */
  lines: 130 * megabyte,
} as const;

/**
 * What the tower's process stays under, whatever agents, windows and disks do: `npm run bench -- memory` holds it to that.
 * The greatest single thing is one line of 64 MB, which is there eight times until it is stored: as bytes, as text, as a
 * value, as JSON again, in the database's hands. Beside it stand an idle tower of about 160 MB, one of the shares above, and
 * what the collector of memory has not got to yet. Bytes.
 */
export const memoryCeiling = 1024 * megabyte;
