import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { expect, fakeClaude, test } from './support/fixtures.ts';
import { callFromPage } from './support/page-calls.ts';
import { fakeScript } from './support/story-scripts.ts';

const size = { width: 900, height: 600 };
const lines = (value: (index: number) => string): string => Array.from({ length: 80 }, (_, at) => value(at)).join('\n');
const words = {
  en: { allow: 'Allow', queue: /^3 tasks wait/, send: 'Send' },
  ko: { allow: '허용', queue: /작업 3개 대기 중/, send: '보내기' },
};

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('It is not to be seen.');
  return { ...box, bottom: box.y + box.height };
}

for (const language of ['en', 'ko'] as const) {
  test(`a change that is to be allowed leaves room for what led to it in a small window (${language})`, async ({
    folder,
    startTower,
    openWindow,
  }) => {
    const file_path = join(folder.project, 'values.ts');
    writeFileSync(
      file_path,
      lines((at) => `export const value${at} = ${at};`),
    );
    const content = lines((at) => `export const value${at} = ${at * 2}; // changed, in a rather long line of code`);
    const environment = folder.environment({
      FAKE_CLAUDE_SCRIPT: fakeScript({
        change: [{ text: 'Why: '.repeat(400), tools: [{ name: 'Write', input: { file_path, content } }] }],
      }),
    });
    const window = await openWindow(await startTower({ environment, claude: fakeClaude }));
    const { page } = window;
    await page.setViewportSize(size);
    await window.createInstance({ directory: folder.project, name: 'Greetings' });
    await window.send('Before all. [[change]]');
    await window.expectStatus('Greetings', 'waiting');
    for (const number of [1, 2, 3]) await window.send(`Later ${number}`);
    await callFromPage(page, [{ name: 'settings.update', input: { language } }]);
    const { allow, queue, send } = words[language];
    const card = window.requests;
    const buttons = card.getByRole('button', { name: allow, exact: true });
    const sendButton = page.getByRole('button', { name: send, exact: true });

    // The last item of the longest menu can be reached: it scrolls where it is taller than the window.
    await page.getByRole('main').locator('[aria-haspopup="menu"]').first().click();
    const last = page.getByRole('menuitem').last();
    await last.hover();
    await expect(last).toBeInViewport({ ratio: 1 });
    expect((await boxOf(page.getByRole('menu'))).bottom).toBeLessThanOrEqual(size.height);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toHaveCount(0);

    // The queue is folded while somebody is asked, and can be unfolded all the same.
    const fold = page.getByRole('button', { name: queue });
    for (const unfolded of [false, true]) {
      if (unfolded) await fold.click();
      await expect(fold).toHaveAttribute('aria-expanded', String(unfolded));
      await expect(async () => {
        const [transcript, asked, allowed, sent] = [
          await boxOf(window.transcript),
          await boxOf(card),
          await boxOf(buttons),
          await boxOf(sendButton),
        ];
        expect(transcript.height).toBeGreaterThanOrEqual(size.height * 0.3 - 1);
        expect(asked.y).toBeGreaterThanOrEqual(transcript.bottom - 1);
        expect(allowed.bottom).toBeLessThanOrEqual(asked.bottom);
        expect(sent.bottom).toBeLessThanOrEqual(size.height);
      }).toPass({ timeout: 5_000 });
    }
    // The change itself scrolls.
    const subject = card.getByText('export const value79').first();
    await subject.scrollIntoViewIfNeeded();
    await expect(subject).toBeInViewport();
    await expect(buttons).toBeInViewport();
  });
}
