/**
 * Gives every Buffer memory of its own, from now on. Small ones share a block otherwise, and Node hands out its pieces in steps
 * between which V8 may run what a debugger asks for: a test's `evaluate`, for one. A Buffer that is made in there gets the same
 * piece as the one that was being made, and is overwritten by it later: an image that a test had the app load has held a
 * message of the DevTools protocol.
 */
export function giveBuffersTheirOwnMemory(): void {
  Buffer.poolSize = 0;
}
