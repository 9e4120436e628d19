import { expect, fakeClaude, test } from './support/fixtures.ts';
import { SmallDisk } from './support/small-disk.ts';

test('a full disk is said in every window, a prompt that cannot be saved stays, and all goes on when there is room', async ({
  folder,
  startTower,
  openWindow,
}) => {
  const disk = new SmallDisk(folder.data);
  try {
    const tower = await startTower({ environment: folder.environment(disk.environment), claude: fakeClaude });
    const window = await openWindow(tower);
    const { page } = window;
    await window.createInstance({ directory: folder.project, name: 'Greetings' });
    await window.send('Hello');
    await expect(window.transcript).toContainText('You said: Hello');
    await window.expectStatus('Greetings', 'idle');
    const banner = page.getByRole('alert').filter({ hasText: 'The disk is full; the tower cannot save.' });
    await expect(banner).toBeHidden();

    disk.fill();
    // Longer than all the room that the database's log may have on this disk, and could be written over.
    const prompt = `This is long: ${'word '.repeat(300_000)}`;
    await window.composer.fill(prompt);
    await window.sendButton.click();
    await expect(banner).toHaveCount(1);
    await expect(banner).toContainText(`Free some space in ${folder.data}`);
    await expect(page.getByText('Not sent, because it could not be saved.')).toBeVisible();
    await expect(window.composer).toHaveValue(prompt);
    // A window that begins now is told too, and what was said is all there.
    await page.reload();
    await expect(banner).toBeVisible();
    await expect(window.transcript).toContainText('You said: Hello');

    disk.empty();
    await expect(banner).toBeHidden({ timeout: 20_000 });
    await window.composer.fill('Are you there?');
    await window.sendButton.click();
    await expect(window.transcript).toContainText('You said: Are you there?');
    await page.goto('about:blank');
    expect(await tower.end()).toBe(0);
  } finally {
    disk.remove();
  }
});
