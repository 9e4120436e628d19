import { randomBytes } from 'node:crypto';
import type { CdpSession } from '../chromium/cdp-session.ts';
import type { CdpConnection } from '../chromium/cdp-connection.ts';
import { wirePattern } from '../app/schemes.ts';
import { pageWorldScript, preloadWorldName, preloadWorldScript, sendBinding } from '../worlds/world-scripts.ts';
import type { Frames } from './frames.ts';

export interface PageLink {
  readonly session: CdpSession;
  readonly targetId: string;
  readonly windowId: number;
}

export interface PageLinkOptions {
  readonly connection: CdpConnection;
  readonly size: { readonly width: number; readonly height: number };
  readonly preloads: ReadonlyMap<string, string>;
  readonly preloadArguments: readonly string[];
  readonly frames: Frames;
  /** Called before the page has done anything, to listen to it. */
  readonly listen: (session: CdpSession, targetId: string) => void;
}

/** Opens an empty page in a window of Chromium's and puts the two worlds into all that it will show. */
export async function openPage(options: PageLinkOptions): Promise<PageLink> {
  const { connection, frames } = options;
  const { browser } = connection;
  const { targetId } = await browser.send('Target.createTarget', {
    url: 'about:blank',
    newWindow: true,
    ...options.size,
  });
  const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true });
  const session = connection.session(sessionId);
  followFrames(session, frames);
  options.listen(session, targetId);
  await Promise.all([
    session.send('Page.enable'),
    session.send('Runtime.enable'),
    session.send('Page.setLifecycleEventsEnabled', { enabled: true }),
  ]);
  const { frame } = (await session.send('Page.getFrameTree')).frameTree;
  frames.mainFrameId = frame.id;
  frames.add(frame);
  await session.send('Runtime.addBinding', { name: sendBinding, executionContextName: preloadWorldName });
  const secret = `stand-in-${randomBytes(12).toString('hex')}`;
  const scripts = [
    { source: pageWorldScript(secret) },
    {
      source: preloadWorldScript({
        secret,
        sources: options.preloads,
        process: preloadProcess(options.preloadArguments),
      }),
      worldName: preloadWorldName,
    },
  ];
  for (const script of scripts) await session.send('Page.addScriptToEvaluateOnNewDocument', script);
  await session.send('Fetch.enable', {
    patterns: [{ urlPattern: wirePattern }, { urlPattern: '*', resourceType: 'Document' }],
  });
  const { windowId } = await browser.send('Browser.getWindowForTarget', { targetId });
  return { session, targetId, windowId };
}

function followFrames(session: CdpSession, frames: Frames): void {
  session.on('Runtime.executionContextCreated', ({ context }) => {
    frames.addWorld(context.id, context.name, context.auxData.frameId);
  });
  session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => frames.removeWorld(executionContextId));
  session.on('Runtime.executionContextsCleared', () => frames.removeWorlds());
  session.on('Page.frameNavigated', ({ frame }) => frames.add(frame));
  session.on('Page.frameDetached', ({ frameId }) => frames.remove(frameId));
  session.on('Page.navigatedWithinDocument', ({ frameId, url }) => frames.moveWithin(frameId, url));
}

/** What is left of `process` in a sandboxed preload. */
function preloadProcess(more: readonly string[]): Readonly<Record<string, unknown>> {
  const { platform, arch, versions, execPath } = process;
  return {
    platform,
    arch,
    versions,
    execPath,
    env: {},
    argv: [execPath, ...more],
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
    isMainFrame: true,
  };
}
