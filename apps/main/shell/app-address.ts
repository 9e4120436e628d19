/** The scheme and the host of the app's own page. */
export const appScheme = 'app';
export const appAddress = `${appScheme}://tower/`;

/**
 * The page's address while it is being developed: the development server's, which has to be on this computer. Null in a
 * packaged app, whatever its environment says.
 */
export function developmentAddress(packaged: boolean, environment: NodeJS.ProcessEnv): string | null {
  const address = environment['ELECTRON_RENDERER_URL'];
  if (packaged || address === undefined || !URL.canParse(address)) return null;
  const { protocol, hostname } = new URL(address);
  const local = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
  return protocol === 'http:' && local ? address : null;
}

/** Does an address belong to the app's own page? @param development from `developmentAddress` */
export function isOwnAddress(url: string, development: string | null): boolean {
  if (!URL.canParse(url)) return false;
  const own = new URL(development ?? appAddress);
  const other = new URL(url);
  // `origin` is "null" for schemes that the URL standard does not know, so its parts are compared.
  return other.protocol === own.protocol && other.host === own.host;
}

/** May an address that the page links to be opened in the person's browser? Other schemes start programs. */
export function isWebAddress(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol } = new URL(url);
  return protocol === 'https:' || protocol === 'http:';
}
