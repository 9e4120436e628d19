/** Something that reads as the address of a page or a server. */
const addressLike = /^(?:https?:\/\/)?(?:[\p{L}\p{N}-]+\.)+[\p{L}-]{2,}(?:[:/?#].*)?$/iu;

const hostOf = (address: string): string | null => {
  const whole = /^https?:\/\//i.test(address) ? address : `https://${address}`;
  return URL.canParse(whole) ? new URL(whole).host.replace(/^www\./, '') : null;
};

/**
 * What has to be told of a link besides its text, because the text is not to be trusted: the host, where the text names
 * another one, and where the host is written with letters beyond ASCII, which may look like others.
 * @param href an address that `safeUrl` let through
 * @returns the host as a browser writes it, or null when there is nothing to tell
 */
export function hostToTell(text: string, href: string): string | null {
  if (!/^https?:/i.test(href)) return null;
  const host = hostOf(href);
  if (host === null) return null;
  const shown = text.trim();
  if (host.split('.').some((part) => part.startsWith('xn--'))) return host;
  return shown.length < 500 && addressLike.test(shown) && hostOf(shown) !== host ? host : null;
}
