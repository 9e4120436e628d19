import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, fakeClaude, test } from './support/fixtures.ts';

test('a folder that is not there is told in the dialog, and nothing typed is lost', async ({
  folder,
  startTower,
  openWindow,
}) => {
  const window = await openWindow(await startTower({ claude: fakeClaude }));
  const directory = join(folder.home, 'not-there');
  await window.fillForm({ directory, name: 'Greetings' });
  await expect(window.dialog.getByText('This folder does not exist.')).toBeVisible();
  await window.dialog.getByRole('button', { name: 'Create' }).click();
  await expect(window.dialog.getByText(`The folder ${directory} does not exist`)).toBeVisible();
  await expect(window.dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('Greetings');
  await expect(window.page.getByTestId('instance-row')).toHaveCount(0);

  await window.dialog.getByRole('combobox', { name: 'Folder' }).fill('');
  await window.dialog.getByRole('button', { name: 'Create' }).click();
  await expect(window.dialog.getByText('Choose the folder in which the agent works.')).toBeVisible();

  await window.dialog.getByRole('combobox', { name: 'Folder' }).fill(folder.project);
  await window.dialog.getByRole('button', { name: 'Create' }).click();
  await window.expectStatus('Greetings', 'idle');
});

test('without a CLI the window says what to install, and the demo agent works', async ({
  folder,
  startTower,
  openWindow,
}) => {
  const environment = folder.environment({ PATH: '/usr/bin:/bin', CONTROL_TOWER_DEMO_PACE: '1' });
  const window = await openWindow(await startTower({ environment, claude: join(folder.path, 'no-such-cli') }));
  const { page } = window;
  await window.fillForm({ directory: folder.project, name: 'Greetings' });
  await window.dialog.getByRole('button', { name: 'Create' }).click();
  await window.expectStatus('Greetings', 'failed');
  const note = page.getByRole('alert').filter({ hasText: 'The Claude Code CLI was not found' });
  await expect(note).toContainText('npm install -g @anthropic-ai/claude-code');
  await expect(note).toContainText('The demo agent works without it.');
  await note.getByRole('button', { name: 'Settings', exact: true }).click();
  await expect(window.dialog.getByRole('status')).toContainText('The Claude Code CLI was not found');
  await page.keyboard.press('Escape');

  await window.send('Wait for me');
  await expect(window.queue.getByText('the instance has failed')).toBeVisible();

  await window.createInstance({ directory: folder.project, name: 'Trial', agent: 'Demo agent' });
  await window.send('Hello');
  await expect(window.transcript).toContainText('This is the demo agent');
});

test('an empty prompt is not sent', async ({ folder, startTower, openWindow }) => {
  const window = await openWindow(await startTower({ claude: fakeClaude }));
  await window.createInstance({ directory: folder.project, name: 'Greetings' });
  await expect(window.sendButton).toBeDisabled();
  await window.composer.fill('   ');
  await expect(window.sendButton).toBeDisabled();
  await window.composer.press('Enter');
  await window.composer.fill('Now I say something');
  await window.composer.press('Enter');
  await expect(window.transcript).toContainText('You said: Now I say something');
  await expect(window.prompts).toHaveCount(1);
});

test('a slash is a command where the CLI offers it, and text where it does not', async ({
  folder,
  startTower,
  openWindow,
}) => {
  const window = await openWindow(await startTower({ claude: fakeClaude }));
  const { page } = window;
  await window.createInstance({ directory: folder.project, name: 'Greetings' });
  await window.composer.fill('/context');
  await expect(page.getByText('Sent as the command /context of the CLI')).toBeVisible();
  await window.composer.press('Enter');
  await expect(window.transcript).toContainText('Context Usage');

  await window.composer.fill('/etc/hosts is a file');
  await expect(page.getByText('The CLI offers no such command: sent as text')).toBeVisible();
  await window.composer.press('Enter');
  await expect(window.transcript).toContainText('/etc/hosts is a file');
  await expect(window.transcript).toContainText('You said:');
});

test('a second tower on the same folder is refused, with a sentence that helps', async ({ startTower }) => {
  await startTower();
  await expect(startTower()).rejects.toThrow(/A tower is already running on .*--data DIR/s);
});

test('an agent that dies is said to have died, and can be started again', async ({
  folder,
  startTower,
  openWindow,
}) => {
  const environment = folder.environment({ CONTROL_TOWER_DEMO_PACE: '1' });
  const window = await openWindow(await startTower({ environment }));
  const { page } = window;
  await window.createInstance({ directory: folder.project, name: 'Trial', agent: 'Demo agent' });
  await window.send('Please crash');
  await window.expectStatus('Trial', 'failed');
  // What to do stands above the transcript, once; the transcript keeps a line of what happened.
  await expect(page.getByText('it goes on in the same conversation')).toHaveCount(1);
  await expect(window.transcript.getByRole('note').filter({ hasText: 'The CLI ended unexpectedly' })).toHaveCount(1);
  await page.getByRole('alert').getByRole('button', { name: 'Start' }).click();
  await window.expectStatus('Trial', 'idle');
  await window.send('Hello again');
  await expect(window.transcript).toContainText('Welcome back.');
});

test('an agent that does not react to an interrupt is said not to, and stopped and resumed with one click', async ({
  folder,
  startTower,
  openWindow,
}) => {
  // It takes what it takes to see that an agent does not react, and to end one that does not.
  test.setTimeout(120_000);
  const environment = folder.environment({
    FAKE_CLAUDE_SCRIPT: JSON.stringify({
      scripts: { hang: [{ text: 'I begin, and hang.', pieces: 4, hangAfter: 2 }] },
      at: { interrupt: [{ act: 'freeze', ms: 13_000 }] },
    }),
  });
  const window = await openWindow(await startTower({ environment, claude: fakeClaude }));
  const { page } = window;
  await window.createInstance({ directory: folder.project, name: 'Greetings' });
  await window.send('Go on. [[hang]]');
  await expect(window.transcript).toContainText('I begin');
  await page.getByRole('button', { name: 'Interrupt' }).click();
  const note = page.getByRole('alert').filter({ hasText: 'has not ended its turn 10 seconds after' });
  await expect(note).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole('status').filter({ hasText: 'Does not react to the interrupt' })).toBeVisible();
  await expect(note.getByRole('button', { name: 'Stop', exact: true })).toBeVisible();
  await note.getByRole('button', { name: 'Stop and resume' }).click();
  await window.expectStatus('Greetings', 'idle');
  await expect(window.outcomes('Interrupted')).toBeVisible();
});

const unusable = [
  { name: 'another program', says: 'echo "cowsay 1.0"', hears: ['is a program, but not Claude Code', 'Settings'] },
  {
    name: 'a CLI that is too old',
    says: 'echo "1.0.3 (Claude Code)"',
    hears: ['is version 1.0.3; the tower needs 2.1.0 or newer', 'claude update'],
  },
] as const;
for (const { name, says, hears } of unusable) {
  test(`${name} in place of the CLI is named, with what to do`, async ({ folder, startTower, openWindow }) => {
    const claude = join(folder.path, 'claude');
    writeFileSync(claude, `#!/bin/sh\n${says}\n`);
    chmodSync(claude, 0o755);
    const window = await openWindow(await startTower({ claude }));
    await window.fillForm({ directory: folder.project, name: 'Greetings' });
    await window.dialog.getByRole('button', { name: 'Create' }).click();
    await window.expectStatus('Greetings', 'failed');
    for (const words of hears) await expect(window.page.getByRole('alert')).toContainText(words);
  });
}

const refusals = [
  {
    name: 'nobody who is signed in',
    script: { signedIn: false },
    hears: ['The Claude Code CLI is not signed in', '/login', 'give the instance an API key'],
  },
  {
    name: 'a key that is refused',
    script: { retryPace: 0.1, reply: [{ status: 401, message: 'invalid x-api-key' }] },
    hears: ['The API refuses the key or the sign-in', 'API key of the instance'],
  },
] as const;
for (const { name, script, hears } of refusals) {
  test(`${name} is told at once, with a way to the key`, async ({ folder, startTower, openWindow }) => {
    const environment = folder.environment({ FAKE_CLAUDE_SCRIPT: JSON.stringify(script) });
    const window = await openWindow(await startTower({ environment, claude: fakeClaude }));
    await window.createInstance({ directory: folder.project, name: 'Greetings' });
    await window.send('Hello');
    const note = window.page.getByRole('alert');
    for (const words of hears) await expect(note).toContainText(words);
    await expect(window.outcomes('Failed')).toBeVisible();
    await note.getByRole('button', { name: 'Instance settings…' }).click();
    await expect(window.dialog.getByRole('textbox', { name: 'API key' })).toBeVisible();
  });
}
