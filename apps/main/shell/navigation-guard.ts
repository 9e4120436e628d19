import { app, shell } from 'electron';
import type { Log } from '../logging/log.ts';
import { isWebAddress } from './app-address.ts';

/**
 * Keeps every page of the app where it is: a link leads to the person's browser, and nothing opens a window, a frame of
 * another site or a webview.
 */
export function guardNavigation(isOwnAddress: (url: string) => boolean, log: Log): void {
  const openOutside = (url: string): void => {
    if (!isWebAddress(url)) {
      log.warn('a link was refused', { scheme: url.split(':', 1)[0] });
      return;
    }
    shell.openExternal(url).catch((error: unknown) => log.warn('a link could not be opened', { error: String(error) }));
  };
  app.on('web-contents-created', (_, contents) => {
    contents.on('will-navigate', (event) => {
      if (isOwnAddress(event.url)) return;
      event.preventDefault();
      openOutside(event.url);
    });
    contents.on('will-frame-navigate', (event) => {
      if (!event.isMainFrame) event.preventDefault();
    });
    contents.on('will-redirect', (event) => {
      if (!isOwnAddress(event.url)) event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      openOutside(url);
      return { action: 'deny' };
    });
  });
}
