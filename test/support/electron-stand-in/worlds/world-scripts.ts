import { readFileSync } from 'node:fs';
import { makeCodec } from './codec.ts';
import { makeEmitter } from './emitter.ts';
import { makeFilePaths } from './file-paths.ts';
import { setUpPageWorld } from './page-world.ts';
import { makePeer } from './peer.ts';
import { setUpPreloadWorld } from './preload-world.ts';

/** The name of the preload's world, as Electron calls it. */
export const preloadWorldName = 'Electron Isolated Context';
/** The binding by which the preload's world tells the main process something. */
export const sendBinding = 'electronStandInSend';
/** What the main process evaluates in the preload's world to tell it something, and to reach held files. */
export const receiveGlobal = 'electronStandInReceive';
export const heldFilesGlobal = 'electronStandInHeldFiles';

/** @returns the script for the page's own world */
export function pageWorldScript(secret: string): string {
  return inTopFrame(`
    const makeCodec = ${String(makeCodec)}, makePeer = ${String(makePeer)}, setUp = ${String(setUpPageWorld)};
    setUp(makePeer(${JSON.stringify(secret)}, 'page', makeCodec));
  `);
}

export interface PreloadScriptOptions {
  readonly secret: string;
  /** The preloads' source texts by their files. */
  readonly sources: ReadonlyMap<string, string>;
  /** What is to be seen of `process` in a sandboxed preload. */
  readonly process: Readonly<Record<string, unknown>>;
}

/**
 * @returns the script for the preload's world. A preload that is no CommonJS script (an import, a syntax error) is a script
 * of its own that fails, so that it does not take the others with it.
 */
export function preloadWorldScript({ secret, sources, process }: PreloadScriptOptions): string {
  const scripts = [...sources].map(([file, source]) => {
    const parts = ['require', 'process', 'module', 'exports', source].map((part) => JSON.stringify(part));
    return `{ file: ${JSON.stringify(file)}, run: (...given) => new Function(${parts.join(', ')})(...given) }`;
  });
  return inTopFrame(`
    const makeCodec = ${String(makeCodec)}, makePeer = ${String(makePeer)}, makeEmitter = ${String(makeEmitter)};
    const makeFilePaths = ${String(makeFilePaths)}, setUp = ${String(setUpPreloadWorld)};
    const tell = globalThis.${sendBinding};
    delete globalThis.${sendBinding};
    const send = (message) => tell(JSON.stringify(message));
    const filePaths = makeFilePaths((id, count) => send({ kind: 'files', id, count }));
    globalThis.${heldFilesGlobal} = filePaths.held;
    globalThis.${receiveGlobal} = setUp({
      peer: makePeer(${JSON.stringify(secret)}, 'preload', makeCodec),
      codec: makeCodec(),
      process: ${JSON.stringify(process)},
      scripts: [${scripts.join(', ')}],
      filePaths, makeEmitter, send,
    });
  `);
}

/** Reads a preload. @returns its source, or the error that Electron reports as `preload-error` */
export function readPreload(file: string): string | Error {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function inTopFrame(body: string): string {
  return `(() => { if (window !== window.top) return; ${body} })();`;
}
