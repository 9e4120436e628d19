import { session } from 'electron';

/** The one thing that the page may do: put text on the clipboard after a click. */
const granted: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

/** Refuses camera, location, notifications, devices, downloads and whatever else a page may ask of the system. */
export function refusePermissions(isOwnAddress: (url: string) => boolean): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_, permission, answer, details) => {
    answer(granted.has(permission) && isOwnAddress(details.requestingUrl));
  });
  defaultSession.setPermissionCheckHandler((_, permission, origin) => granted.has(permission) && isOwnAddress(origin));
  defaultSession.setDevicePermissionHandler(() => false);
  defaultSession.on('will-download', (event) => event.preventDefault());
}
