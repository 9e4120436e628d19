import { readFile, realpath } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';

/** A file of the built renderer, ready to be sent. */
export interface StaticFile {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.map': 'application/json; charset=utf-8',
};

/**
 * Where a URL's path leads below a folder; null when it leads out of it, or is no path at all.
 * @param urlPath as it stands in the URL, still percent-encoded, without query and fragment
 */
export function resolveInside(root: string, urlPath: string): string | null {
  let path: string;
  try {
    path = decodeURIComponent(urlPath);
  } catch {
    return null;
  }
  if (path.includes('\0') || path.includes('\\') || path.split('/').includes('..')) return null;
  const base = resolve(root);
  const target = resolve(join(base, path === '/' ? 'index.html' : path));
  return target === base || target.startsWith(base + sep) ? target : null;
}

/**
 * Reads a file of the built renderer; `/` is index.html.
 * @returns null when there is no such file inside the folder, symbolic links followed
 */
export async function readStaticFile(root: string, urlPath: string): Promise<StaticFile | null> {
  const target = resolveInside(root, urlPath);
  if (target === null) return null;
  try {
    const [real, realRoot] = await Promise.all([realpath(target), realpath(root)]);
    if (!real.startsWith(realRoot + sep)) return null;
    const type = contentTypes[extname(real)] ?? 'application/octet-stream';
    // The names of assets carry a hash of their contents; every other file may change with the next build.
    const hashed = urlPath.startsWith('/assets/');
    const caching = hashed ? 'public, max-age=31536000, immutable' : 'no-cache';
    return { body: await readFile(real), headers: { 'content-type': type, 'cache-control': caching } };
  } catch {
    return null;
  }
}
