import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { SocketMessage, SocketRequest } from '../../../apps/shared/contract/bridge.ts';
import type { CallInput, CallName, CallOutput } from '../../../apps/shared/contract/calls.ts';
import { problem } from '../../../apps/shared/models/problem-words.ts';
import { fail, ok } from '../../../apps/shared/models/problem.ts';
import { stillEntries, stillNow, stillSnapshot } from '../../support/renderer/still-fleet.ts';

type Answers = { readonly [N in CallName]?: (input: CallInput<N>) => CallOutput<N> };

const answers: Answers = {
  'tower.eventsSince': () => ({ complete: true, events: [] }),
  'transcript.page': ({ instanceId }) => ({ entries: stillEntries(instanceId), atStart: true }),
  'transcript.watch': () => ({}),
  'task.history': () => ({ tasks: stillSnapshot.tasks.filter(({ endedAt }) => endedAt !== null) }),
  'resource.history': () => ({ points: [] }),
  'host.desktop': () => ({ desktop: null }),
  'cli.diagnose': () => ({
    checks: [{ id: 'cli.login', status: 'ok', evidence: 'claude.ai', problem: null }],
    claudePath: '/usr/local/bin/claude',
    claudeVersion: '2.1.330',
    candidates: [],
  }),
};

/**
 * Has a page see a tower in which nothing moves, at a time that stands still, in letters that every computer draws alike: for
 * pictures that are compared. The page is the real one; what the tower says comes from here.
 * @param snapshot what the tower is in; without it, one with an instance in each state
 */
export async function showStillTower(
  page: Page,
  snapshot: CallOutput<'tower.snapshot'> = stillSnapshot,
): Promise<void> {
  const all: Answers = { ...answers, 'tower.snapshot': () => snapshot };
  const known = new Map<string, (input: never) => unknown>(Object.entries(all));
  await page.clock.setFixedTime(stillNow);
  await page.routeWebSocket(/\/socket$/, (socket) => {
    socket.onMessage((text) => {
      const { id, name, input } = JSON.parse(String(text)) as SocketRequest;
      const answer = known.get(name);
      const result = answer === undefined ? fail(problem('connection.lost')) : ok(answer(input as never));
      socket.send(JSON.stringify({ kind: 'reply', id, result } satisfies SocketMessage));
    });
  });
  await page.addInitScript((css) => {
    addEventListener('DOMContentLoaded', () => {
      const style = document.createElement('style');
      style.textContent = css;
      document.head.append(style);
    });
  }, lettersOfOurOwn());
}

/** A page that shows how a computer draws: letters of several sizes, a shade, round corners, a circle. */
export function probe(): string {
  const words = 'The quick brown fox jumps over the lazy dog 0123456789';
  const lines = [11.5, 12, 13, 14, 16, 18].map((size) => `<p style="font-size:${String(size)}px">${words}</p>`);
  return `<!doctype html><style>${lettersOfOurOwn()}</style>
    <body style="background:#fff;color:#333">${lines.join('')}<pre>${words}</pre><b>${words}</b>
    <div style="width:200px;height:60px;margin:8px;border:1px solid #889;border-radius:8px;box-shadow:0 2px 8px #0004"></div>
    <svg width="40" height="40"><circle cx="20" cy="20" r="15" fill="none" stroke="#17803d" stroke-width="2"/></svg>`;
}

/** The letters that come with the app for formulas: systems have others of their own. */
function lettersOfOurOwn(): string {
  const folder = join(import.meta.dirname, '../../../node_modules/katex/dist/fonts');
  const face = (family: string, weight: string, file: string): string => {
    const data = readFileSync(join(folder, `KaTeX_${file}.woff2`)).toString('base64');
    return `@font-face{font-family:'${family}';font-weight:${weight};src:url(data:font/woff2;base64,${data})}`;
  };
  return [
    face('Still', '400', 'SansSerif-Regular'),
    face('Still', '500 700', 'SansSerif-Bold'),
    face('Still Mono', '400 700', 'Typewriter-Regular'),
    // The component library sets its own after this.
    ':root{--mantine-font-family:Still,sans-serif!important;--mantine-font-family-headings:Still,sans-serif!important;',
    "--mantine-font-family-monospace:'Still Mono',monospace!important}",
    'html,body,button,input,textarea,select{font-family:Still,sans-serif}',
    "code,pre,kbd{font-family:'Still Mono',monospace}",
  ].join('');
}
