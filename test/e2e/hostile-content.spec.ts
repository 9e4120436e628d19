import { expect, fakeClaude, test } from './support/fixtures.ts';
import { fakeScript } from './support/story-scripts.ts';

const hostile = [
  'Before it.',
  '<script>document.title = "taken over"</script>',
  '<img src="x" onerror="document.title = \'taken over\'">',
  '<iframe src="https://elsewhere.example/"></iframe>',
  '<form action="https://elsewhere.example/"><button>Win</button></form>',
  '<style>body { display: none }</style>',
  '<a href="javascript:document.title = \'taken over\'">raw link</a>',
  '[script link](javascript:document.title="taken-over")',
  '[data link](data:text/html,<script>opener.document.title="taken over"</script>)',
  '[file link](file:///etc/passwd)',
  '[own link](/session)',
  '![picture](https://elsewhere.example/pixel.png)',
  '[web link](https://elsewhere.example/page)',
  '```html\n<script>document.title = "taken over"</script>\n```',
  'After it.',
].join('\n\n');

test('markdown of an agent is shown and never obeyed', async ({ folder, startTower, openWindow, context }) => {
  const environment = folder.environment({
    FAKE_CLAUDE_SCRIPT: fakeScript({ hostile: [{ text: hostile, pieces: 40 }] }),
  });
  const tower = await startTower({ environment, claude: fakeClaude });
  const window = await openWindow(tower);
  const { page, transcript } = window;
  await window.createInstance({ directory: folder.project, name: '<b>Greetings</b>' });
  await window.send('Show it. [[hostile]] <img src=x onerror="document.title=1">');
  await expect(transcript).toContainText('After it.');
  await expect(window.outcomes('Completed')).toBeVisible();

  await expect(transcript.locator('script, iframe, form, style, img')).toHaveCount(0);
  await expect(transcript.getByText('<iframe src="https://elsewhere.example/">')).toBeVisible();
  const links = transcript.getByRole('link');
  const targets = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  expect(targets.length).toBeGreaterThan(0);
  for (const target of targets) expect(target).toMatch(/^https:\/\/elsewhere\.example\//);
  await expect(links.filter({ hasText: 'web link' })).toHaveAttribute('rel', /noopener/);

  // Whatever looks like a link is clicked; what leads nowhere must go nowhere.
  for (const name of ['raw link', 'script link', 'data link', 'file link', 'own link']) {
    const shown = transcript.getByText(name).first();
    await shown.click();
  }
  expect(context.pages()).toHaveLength(1);
  expect(page.url()).toBe(`${tower.origin}/`);
  await expect(page).toHaveTitle('Claude Control Tower');
  await expect(page.locator('body')).toBeVisible();
  await expect(window.row('<b>Greetings</b>')).toBeVisible();
});
