import { fakeClaude } from '../../e2e/support/tower-process.ts';
import type { TowerWindow } from '../../e2e/support/tower-window.ts';
import { changeSettings } from './bridge.ts';
import { withTray } from './desktop.ts';
import type { TowerApp } from './tower-app.ts';

interface Limited {
  readonly startApp: (options: { readonly environment: Readonly<Record<string, string>> }) => Promise<TowerApp>;
  readonly openWindow: (tower: TowerApp) => Promise<TowerWindow>;
  readonly directory: string;
  /** How long the subscription takes no work, in milliseconds. */
  readonly forMs: number;
}

/** Starts an app with an instance, "Limited", whose first task has just been refused because a subscription is used up. */
export async function startLimited({ startApp, openWindow, directory, forMs }: Limited) {
  const limited = {
    status: 429,
    message: 'used up',
    headers: {
      'anthropic-ratelimit-unified-status': 'rejected',
      'anthropic-ratelimit-unified-reset': String(Math.floor((Date.now() + forMs) / 1000)),
    },
  };
  const script = JSON.stringify({ scripts: { limited: [limited] } });
  const tower = await startApp({
    environment: { ...withTray.environment, FAKE_CLAUDE_SCRIPT: script, CLAUDE_CODE_OAUTH_TOKEN: 'not-a-token' },
  });
  const window = await openWindow(tower);
  await changeSettings(window.page, { claudePath: fakeClaude });
  await window.createInstance({ directory, name: 'Limited', agent: 'Claude Code' });
  await window.send('[[limited]]');
  return { tower, window };
}
