export interface DesktopSurroundings {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What the session's bus says of whoever shows tray icons on Linux; null when it could not be asked. */
  readonly host: boolean | null;
}

/**
 * Is there a place where a tray icon would be seen? On Linux an icon is made without complaint even where nothing shows
 * it, and a window that hides there would be lost. Where the bus does not say, it is a guess: plain GNOME has no tray, and
 * a bare Wayland session neither. Whoever knows better says so with CONTROL_TOWER_TRAY=on or off.
 */
export function trayIsLikely({ platform, environment, host }: DesktopSurroundings): boolean {
  const said = environment['CONTROL_TOWER_TRAY'];
  if (said === 'on' || said === 'off') return said === 'on';
  if (platform !== 'linux') return true;
  // The older kind of tray, which X11 desktops without a host may have, is not on the bus.
  if (host === true || (host === false && environment['WAYLAND_DISPLAY'] !== undefined)) return host;
  const desktops = (environment['XDG_CURRENT_DESKTOP'] ?? '').toLowerCase().split(':').filter(Boolean);
  // Ubuntu's GNOME brings an extension that shows trays; GNOME's own does not.
  if (desktops.includes('gnome')) return desktops.includes('ubuntu') || desktops.includes('unity');
  return desktops.length > 0 || environment['WAYLAND_DISPLAY'] === undefined;
}
