import type { CustomScheme, Privileges } from 'electron';

type Handler = (request: Request) => Response | Promise<Response>;
interface StandInScheme {
  readonly privileges: Privileges;
  handle: Handler | null;
}

const wireHost = /^https:\/\/([^/?#]*)\.([a-z][a-z0-9+-]*)\.electron-stand-in\.invalid(.*)$/i;
const address = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i;

/**
 * The app's own schemes. A plain Chromium takes no scheme from outside, so that an address of one travels as an https
 * address of a host that cannot exist, and is answered by the app's handler.
 */
export class Schemes {
  readonly #schemes = new Map<string, StandInScheme>();

  register(schemes: readonly CustomScheme[]): void {
    for (const { scheme, privileges = {} } of schemes) this.#schemes.set(scheme, { privileges, handle: null });
  }

  handle(scheme: string, handle: Handler): void {
    const known = this.#schemes.get(scheme) ?? { privileges: {}, handle: null };
    if (known.handle !== null) throw new Error(`Failed to register protocol: ${scheme}`);
    this.#schemes.set(scheme, { ...known, handle });
  }

  unhandle(scheme: string): void {
    const known = this.#schemes.get(scheme);
    if (known !== undefined) known.handle = null;
  }

  isHandled(scheme: string): boolean {
    return this.#schemes.get(scheme)?.handle != null;
  }

  /** @returns what handles an address of the app's own, or null when it is none or nothing does */
  handlerOf(url: string): Handler | null {
    return this.#schemes.get(schemeOf(url))?.handle ?? null;
  }

  /**
   * May a page of this address load a part of itself? Relative addresses mean nothing in a scheme that is not standard,
   * and `fetch` wants a privilege of its own.
   */
  mayLoad(url: string, resourceType: string): boolean {
    const known = this.#schemes.get(schemeOf(url));
    if (known === undefined || resourceType === 'Document') return true;
    if (known.privileges.standard !== true) return false;
    return known.privileges.supportFetchAPI === true || !['Fetch', 'XHR'].includes(resourceType);
  }

  /** @returns the address by which Chromium is to ask for it */
  toWire(url: string): string {
    const [, scheme, host = '', rest = ''] = address.exec(url) ?? [];
    if (scheme === undefined || !this.#schemes.has(scheme.toLowerCase())) return url;
    return `https://${host === '' ? 'none' : host}.${scheme}.electron-stand-in.invalid${rest === '' ? '/' : rest}`;
  }

  /** @returns the address as the app knows it */
  fromWire(url: string): string {
    const [, host, scheme, rest] = wireHost.exec(url) ?? [];
    return host === undefined || scheme === undefined ? url : `${scheme}://${host}${rest ?? ''}`;
  }
}

/** Every address that Chromium asks for under a scheme of the app's. */
export const wirePattern = 'https://*.electron-stand-in.invalid/*';

function schemeOf(url: string): string {
  return url.split(':', 1)[0]?.toLowerCase() ?? '';
}
