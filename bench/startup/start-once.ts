import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';
import { findChromium } from '../../scripts/testing/find-chromium.ts';
import { findElectron } from '../../test/e2e-electron/support/electron-binary.ts';

/** How long one start may take in all, in milliseconds. */
const limitMs = 60_000;

const watchedSchema = z.object({
  paint: z.number(),
  usable: z.number(),
  rss: z.number(),
  heapUsed: z.number(),
  cpuMs: z.number(),
});

/** One start of an app, from the start of its process. */
export interface Start {
  /** Until something is painted, and until the window shows what it is there for. Milliseconds. */
  readonly paintMs: number;
  readonly usableMs: number;
  /** The main process at rest, after a collection. Bytes. */
  readonly residentBytes: number;
  readonly heapBytes: number;
  /** What the main process has worked until then, in milliseconds of a processor. */
  readonly workMs: number;
}

export interface StartedApp {
  readonly folder: string;
  readonly args: readonly string[];
  /** What is written in the window once it can be used. */
  readonly words: string;
}

/** Starts an app, waits for its window, and ends it. @throws when it says nothing, with what it said instead */
export async function startOnce(app: StartedApp, environment: Readonly<Record<string, string>>): Promise<Start> {
  const watcher = join(import.meta.dirname, 'watch-start.cjs');
  const sandbox = process.platform === 'linux' ? ['--no-sandbox'] : [];
  const chromium = findChromium();
  const begun = performance.timeOrigin + performance.now();
  const child = spawn(findElectron().executable, [...sandbox, '-r', watcher, app.folder, ...app.args], {
    env: { ...environment, BENCH_WORDS: app.words, ...(chromium === null ? {} : { CHROMIUM_PATH: chromium }) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let complained = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (complained += chunk.toString()));
  await once(child, 'close', { signal: AbortSignal.timeout(limitMs) }).catch((error: unknown) => {
    child.kill('SIGKILL');
    throw new Error(`${app.folder} did not show its window:\n${complained}`, { cause: error });
  });
  const line = said.split('\n').find((text) => text.startsWith('{"paint"'));
  if (line === undefined) throw new Error(`${app.folder} ended without a window:\n${complained}`);
  const watched = watchedSchema.parse(JSON.parse(line));
  return {
    paintMs: watched.paint - begun,
    usableMs: watched.usable - begun,
    residentBytes: watched.rss,
    heapBytes: watched.heapUsed,
    workMs: watched.cpuMs,
  };
}
