/** Bringing fewer pages over at a time is not worth the disk's trouble. */
const fewest = 100;
/** The log takes no more than this part of the room that is left on its disk. */
const partOfRoom = 1 / 8;

/**
 * At which length the log is brought into the database. It needs room there first: a log that has taken all of a small disk
 * could never be emptied again.
 * @param usual the length where there is room, in pages
 * @param room what is left on the disk, in bytes
 * @param pageBytes the size of a page, in bytes
 * @returns a length in pages
 */
export const checkpointLimit = (usual: number, room: number, pageBytes: number): number =>
  Math.min(usual, Math.max(fewest, Math.floor((room * partOfRoom) / pageBytes)));
