import { protocol } from 'electron';
import { safetyHeaders } from '../gateway/content-policy.ts';
import { readStaticFile } from '../gateway/static-files.ts';
import { appAddress, appScheme, isOwnAddress } from './app-address.ts';

/** Makes the app's scheme one with an origin of its own. Has to be called before Electron is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the built renderer under the app's scheme, with its Content-Security-Policy. */
export function serveAppProtocol(rendererDirectory: string): void {
  protocol.handle(appScheme, async (request) => {
    const headers = safetyHeaders();
    if (request.method !== 'GET' || !isOwnAddress(request.url, null))
      return new Response(null, { status: 403, headers });
    const path = pathOf(request.url);
    const file = await readStaticFile(rendererDirectory, path);
    if (file === null) return new Response(null, { status: 404, headers });
    return new Response(new Uint8Array(file.body), { headers: { ...headers, ...file.headers } });
  });
}

function pathOf(url: string): string {
  const path = url.slice(appAddress.length - 1).split(/[?#]/, 1)[0] ?? '';
  return path === '' ? '/' : path;
}
