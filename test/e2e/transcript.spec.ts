import { expect, fakeClaude, test } from './support/fixtures.ts';
import { fakeScript } from './support/story-scripts.ts';

test('the demo agent is one click away, and a long answer is followed, left and found again', async ({
  folder,
  startTower,
  openWindow,
}) => {
  const environment = folder.environment({ CONTROL_TOWER_DEMO_PACE: '6' });
  const window = await openWindow(await startTower({ environment }));
  const { page, transcript } = window;
  await page.getByRole('button', { name: 'Try the demo agent' }).click();
  await window.expectStatus('Demo agent', 'idle');
  await expect(window.composer).toBeFocused();

  await window.send('Something long, please');
  await expect(transcript.getByRole('heading', { name: 'Part 12', exact: true })).toBeAttached();
  // Whatever is written just now is in sight; on a busy computer the twelfth part may have passed long ago.
  await expect(transcript.getByRole('heading').last()).toBeInViewport();
  // Whoever scrolls back is left where they are while the agent writes on.
  await transcript.hover();
  await page.mouse.wheel(0, -3000);
  const jump = page.getByRole('button', { name: /^(Jump to the end|\d+ new entr(y|ies))$/ });
  await expect(jump).toBeVisible();
  await window.expectStatus('Demo agent', 'idle');
  await expect(transcript.getByText('That was all.')).not.toBeInViewport();
  await jump.click();
  await expect(transcript.getByText('That was all.')).toBeInViewport();
  await expect(jump).toBeHidden();

  await window.send('Something long, please');
  await expect(transcript.getByText('That was all.').last()).toBeInViewport({ timeout: 30_000 });
  await window.expectStatus('Demo agent', 'idle');
  await expect(window.outcomes('Completed').last()).toBeInViewport();
});

test('the demo agent shows by a click what agents do', async ({ folder, startTower, openWindow }) => {
  const environment = folder.environment({ CONTROL_TOWER_DEMO_PACE: '0' });
  const window = await openWindow(await startTower({ environment }));
  await window.page.getByRole('button', { name: 'Try the demo agent' }).click();
  await window.transcript.getByRole('button', { name: 'Ask me a question' }).dblclick();
  await expect(window.requests).toHaveCount(1);
  await expect(window.prompts).toHaveText(['Ask me a question']);
});

test('the end is left with the first turn of the wheel, and followed again by who comes back to it', async ({
  folder,
  startTower,
  openWindow,
}) => {
  const environment = folder.environment({ CONTROL_TOWER_DEMO_PACE: '15' });
  const window = await openWindow(await startTower({ environment }));
  const { page, transcript } = window;
  await page.getByRole('button', { name: 'Try the demo agent' }).click();
  await window.expectStatus('Demo agent', 'idle');
  await window.send('Something long, please');
  await expect(transcript.getByRole('heading', { name: 'Part 6', exact: true })).toBeAttached();
  const list = transcript.locator('[data-virtuoso-scroller]');
  // Text comes in between the wheel and what it scrolls.
  const left = await list.evaluate((element) => {
    element.dispatchEvent(new WheelEvent('wheel', { deltaY: -1 }));
    return { top: element.scrollTop, height: element.scrollHeight };
  });
  const jump = page.getByRole('button', { name: 'Jump to the end' });
  await expect.poll(() => list.evaluate(({ scrollHeight }) => scrollHeight)).toBeGreaterThan(left.height + 300);
  await expect(jump).toBeVisible();
  expect(Math.abs((await list.evaluate(({ scrollTop }) => scrollTop)) - left.top)).toBeLessThan(50);

  await transcript.hover();
  await page.mouse.wheel(0, 100_000);
  await expect(jump).toBeHidden();
  const found = await list.evaluate(({ scrollHeight }) => scrollHeight);
  await expect.poll(() => list.evaluate(({ scrollHeight }) => scrollHeight)).toBeGreaterThan(found + 300);
  await expect(jump).toBeHidden();
  await expect(transcript.getByRole('heading').last()).toBeInViewport();
});

test('code stays plain while its colours cannot be fetched, and has them afterwards; formulas are drawn', async ({
  folder,
  faults,
  startTower,
  openWindow,
}) => {
  const code = (value: string): string => `\`\`\`ts\nexport const answer = ${value};\n\`\`\``;
  const environment = folder.environment({
    FAKE_CLAUDE_SCRIPT: fakeScript({
      first: [{ text: code('1') }],
      second: [{ text: `${code('2')}\n\nIt costs $5: $x^2$, $6.` }],
    }),
  });
  const window = await openWindow(await startTower({ environment, claude: fakeClaude }));
  const coloured = window.transcript.locator('code span[style]');
  await window.createInstance({ directory: folder.project, name: 'Greetings' });
  faults.expect(/Failed to load resource/);
  await window.page.route('**/assets/*.js', (route) => route.abort());
  const refused = window.page.waitForEvent('requestfailed');
  await window.send('Show me code. [[first]]');
  await refused;
  await expect(window.transcript).toContainText('export const answer = 1;');
  await window.expectStatus('Greetings', 'idle');
  await expect(coloured).toHaveCount(0);

  await window.page.unroute('**/assets/*.js');
  await window.send('Show me more. [[second]]');
  await expect(coloured.filter({ hasText: 'export' }).first()).toBeVisible();

  // Whoever copies the line has its source, and a screen reader the drawn one.
  const formula = window.transcript.getByTestId('formula').last();
  await expect(formula.locator('.katex-html')).toBeVisible();
  await expect(formula.locator('math')).toHaveText(/^x2/);
  await expect.poll(() => window.page.evaluate(() => document.fonts.check('16px KaTeX_Math'))).toBe(true);
  const line = window.transcript.locator('p').filter({ has: window.page.getByTestId('formula') });
  await line.selectText();
  expect(await window.page.evaluate(() => getSelection()?.toString())).toContain('It costs $5: $x^2$');
});

test('rows that somebody flies past keep their room, and are drawn when the flight is over', async ({
  folder,
  startTower,
  openWindow,
}) => {
  const long = Array.from({ length: 100 }, (_, index) => ({
    text: `## Piece ${String(index + 1)}\n\nIts words.`,
    ...(index === 99 ? {} : { tools: [{ name: 'Read', input: { file_path: 'README.md' } }] }),
  }));
  const environment = folder.environment({ FAKE_CLAUDE_SCRIPT: fakeScript({ long }) });
  const window = await openWindow(await startTower({ environment, claude: fakeClaude }));
  const { page, transcript } = window;
  await window.createInstance({ directory: folder.project, name: 'Greetings' });
  await window.send('Much, please. [[long]]');
  await window.expectStatus('Greetings', 'idle');
  await expect(transcript.getByRole('heading', { name: 'Piece 100', exact: true })).toBeInViewport();
  // As a wheel does that is turned hard, up and down again: more than what is in sight with every frame. On a busy computer
  // the flight may be over between two frames, and its rows be drawn.
  const most = await transcript.locator('[data-virtuoso-scroller]').evaluate(async (list) => {
    let passed = 0;
    const watch = new MutationObserver(() => {
      passed = Math.max(passed, list.querySelectorAll('[data-testid="passed-row"]').length);
    });
    watch.observe(list, { childList: true, subtree: true });
    for (let leap = 0; leap < 60 && passed <= 5; leap += 1) {
      const by = leap % 10 < 5 ? -1500 : 1500;
      list.dispatchEvent(new WheelEvent('wheel', { deltaY: by }));
      list.scrollTop += by;
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    }
    watch.disconnect();
    return passed;
  });
  expect(most).toBeGreaterThan(5);
  await expect(page.getByTestId('passed-row')).toHaveCount(0);
  await expect(transcript.getByRole('heading').first()).toHaveText(/^Piece \d+$/);
  await page.getByRole('button', { name: 'Jump to the end' }).click();
  await expect(transcript.getByRole('heading', { name: 'Piece 100', exact: true })).toBeInViewport();
});
