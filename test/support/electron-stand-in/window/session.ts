import { EventEmitter } from 'node:events';
import type { CdpSession } from '../chromium/cdp-session.ts';
import { preventable } from '../runtime.ts';

type RequestHandler = (
  contents: unknown,
  permission: string,
  answer: (granted: boolean) => void,
  details: { readonly requestingUrl: string; readonly isMainFrame: boolean },
) => void;
type CheckHandler = (
  contents: unknown,
  permission: string,
  origin: string,
  details: { readonly requestingUrl: string; readonly isMainFrame: boolean },
) => boolean;

/** Electron's names of permissions, and Chromium's. */
const permissions: readonly (readonly [string, string])[] = [
  ['geolocation', 'geolocation'],
  ['notifications', 'notifications'],
  ['media', 'camera'],
  ['media', 'microphone'],
  ['midi', 'midi'],
  ['clipboard-read', 'clipboard-read'],
  ['clipboard-sanitized-write', 'clipboard-write'],
  ['idle-detection', 'idle-detection'],
  ['window-management', 'window-management'],
];

/** Electron's session, as far as it decides what pages may do. What it does not decide it refuses to be asked. */
export class StandInSession extends EventEmitter {
  readonly protocol: unknown;
  #onRequest: RequestHandler | null = null;
  #onCheck: CheckHandler | null = null;

  constructor(protocol: unknown) {
    super();
    this.protocol = protocol;
  }

  setPermissionRequestHandler(handler: RequestHandler | null): void {
    this.#onRequest = handler;
  }

  setPermissionCheckHandler(handler: CheckHandler | null): void {
    this.#onCheck = handler;
  }

  /** There are no devices to be asked for. */
  setDevicePermissionHandler(_handler: unknown): void {
    return;
  }

  setSpellCheckerEnabled(_enabled: boolean): void {
    return;
  }

  /**
   * Has Chromium grant a page what one of the app's handlers grants: everything where it lacks one, as Electron does.
   * Electron asks the one or the other, by the way in which a page asks; Chromium keeps one answer, so that a hole in either
   * is a hole here.
   */
  async applyPermissions(contents: unknown, url: string, wireOrigin: string, browser: CdpSession): Promise<void> {
    for (const [permission, name] of permissions) {
      const granted = await this.#grants(contents, permission, url);
      const setting = granted ? 'granted' : 'denied';
      await browser.send('Browser.setPermission', { permission: { name }, setting, origin: wireOrigin });
    }
  }

  /** Tells the app of a file that a page wants to save. Nothing is ever saved. Of the stand-in's own. */
  download(url: string, fileName: string): void {
    const item = Object.assign(new EventEmitter(), {
      getURL: () => url,
      getFilename: () => fileName,
      getMimeType: () => '',
      setSavePath: () => undefined,
      cancel: () => undefined,
    });
    this.emit('will-download', preventable({}), item, null);
  }

  async #grants(contents: unknown, permission: string, url: string): Promise<boolean> {
    const details = { requestingUrl: url, isMainFrame: true };
    if (this.#onCheck?.(contents, permission, url, details) !== false) return true;
    const onRequest = this.#onRequest;
    if (onRequest === null) return true;
    return new Promise((resolve) => onRequest(contents, permission, resolve, details));
  }
}
