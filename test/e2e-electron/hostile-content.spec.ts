import { fakeClaude } from '../e2e/support/tower-process.ts';
import { fakeScript } from '../e2e/support/story-scripts.ts';
import { deadLinks, hostileMarkdown } from '../support/hostile/hostile-markdown.ts';
import './support/bridge.ts';
import { expect, test } from './support/fixtures.ts';
import { opened } from './support/observed.ts';

test('a hostile transcript runs nothing, leads nowhere, and opens nothing but the web page that was clicked', async ({
  folder,
  startApp,
  openWindow,
}) => {
  const environment = { FAKE_CLAUDE_SCRIPT: fakeScript({ hostile: [{ text: hostileMarkdown, pieces: 40 }] }) };
  const tower = await startApp({ environment });
  const window = await openWindow(tower);
  const { page, transcript } = window;
  await page.evaluate(
    (claudePath) => globalThis.window.controlTower.call('settings.update', { claudePath }),
    fakeClaude,
  );
  await window.createInstance({ directory: folder.project, name: 'Hostile' });
  await window.send('Show it. [[hostile]]');
  await expect(window.outcomes('Completed')).toBeVisible();
  await expect(transcript).toContainText('After it.');
  await expect(transcript.locator('script, iframe, webview, form, style, img, object, embed, base')).toHaveCount(0);

  for (const name of deadLinks) await transcript.getByText(name, { exact: false }).first().click();
  expect(await opened(tower)).toEqual([]);
  await transcript.getByRole('link', { name: 'web link' }).click();
  await expect.poll(() => opened(tower)).toEqual(['https://elsewhere.example/page']);
  expect(tower.app.windows()).toHaveLength(1);
  await expect(window.heading).toBeVisible();
  expect(await page.evaluate(() => document.title)).toBe('Claude Control Tower');
});
