import { type Bridge, bridgeGlobal } from '../../shared/contract/bridge.ts';
import { createWebBridge, type Socket, type WebBridge } from './web-bridge.ts';

declare global {
  interface Window {
    [bridgeGlobal]?: Bridge;
  }
}

const tokenInAddress = (): string | null => new URLSearchParams(window.location.hash.slice(1)).get('token');

/** A new link that is opened in this very tab changes the fragment alone, which loads nothing: the page begins anew with it. */
function beginAnewWithNewLink(): void {
  window.addEventListener('hashchange', () => {
    if (tokenInAddress() !== null) window.location.reload();
  });
}

/** Takes the one-time token out of the address, so that it is neither bookmarked nor seen over a shoulder. */
function takeToken(): string | null {
  const token = tokenInAddress();
  if (token !== null) window.history.replaceState(null, '', window.location.pathname + window.location.search);
  return token;
}

/** Narrows the browser's socket to what the bridge needs. */
function wrapSocket(browserSocket: WebSocket): Socket {
  const socket: Socket = {
    onopen: null,
    onclose: null,
    onmessage: null,
    send: (text) => browserSocket.send(text),
    close: () => browserSocket.close(),
  };
  browserSocket.onopen = () => socket.onopen?.();
  browserSocket.onclose = (event) => socket.onclose?.(event);
  browserSocket.onmessage = (event) => socket.onmessage?.(event);
  return socket;
}

const openWebBridge = (): WebBridge =>
  createWebBridge({
    token: takeToken(),
    beginSession: async (token) => {
      const response = await fetch('/session', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token }),
        credentials: 'same-origin',
      });
      return response.status;
    },
    openSocket: () => {
      const scheme = window.location.protocol === 'https:' ? 'wss' : 'ws';
      return wrapSocket(new WebSocket(`${scheme}://${window.location.host}/socket`));
    },
    later: (run, milliseconds) => {
      window.setTimeout(run, milliseconds);
    },
  });

/** The way to the tower: Electron's preload where there is one, else this page's own host. */
export function findBridge(): Bridge | WebBridge {
  const bridge = window[bridgeGlobal];
  if (bridge !== undefined) return bridge;
  beginAnewWithNewLink();
  return openWebBridge();
}
