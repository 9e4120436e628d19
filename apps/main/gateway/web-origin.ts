import type { IncomingMessage } from 'node:http';

/**
 * Is the request addressed to this server by a name of this computer? A page elsewhere whose name was made to point here
 * (DNS rebinding) sends its own name and is refused.
 */
export function hasOwnHost(request: IncomingMessage, port: number): boolean {
  // Node keeps the first of several; whatever stands between here and the browser may have looked at the last.
  const isOne = (request.headersDistinct['host'] ?? []).length === 1;
  return isOne && ownHosts(port).includes(request.headers.host ?? '');
}

/**
 * Was the request made by a page of this server? A browser states the page's origin on POST and on web sockets, and newer
 * ones say besides whether page and server are of one site.
 */
export function hasOwnOrigin(request: IncomingMessage, port: number): boolean {
  const host = request.headers.host ?? '';
  const site = request.headers['sec-fetch-site'] ?? 'same-origin';
  return hasOwnHost(request, port) && request.headers.origin === `http://${host}` && site === 'same-origin';
}

/** The web socket addresses of the page, for its Content-Security-Policy: not every browser counts them as 'self'. */
export function ownSockets(port: number): readonly string[] {
  return ownHosts(port).map((host) => `ws://${host}`);
}

/** The name of the session's cookie. Cookies know no ports, so that two towers on one computer need two names. */
export function cookieName(port: number): string {
  return `control-tower-${port}`;
}

/** The value of one cookie of a request; null when it has none of this name. */
export function readCookie(request: IncomingMessage, name: string): string | null {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name && value !== undefined) return value;
  }
  return null;
}

function ownHosts(port: number): readonly string[] {
  return [`127.0.0.1:${port}`, `localhost:${port}`];
}
