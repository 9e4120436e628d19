import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { addInstance, changeSettings, submit } from './support/bridge.ts';
import { isShown, lookAway, type ReadMenu } from './support/desktop.ts';
import { expect, test } from './support/fixtures.ts';
import { clickButton, opened, waitForDialog } from './support/observed.ts';
import type { TowerApp } from './support/tower-app.ts';

interface MenuLine {
  readonly id: string;
  readonly label: string;
  readonly role: string;
  readonly keys: string;
}

/** The application menu, flat. */
const linesOf = (tower: TowerApp): Promise<readonly MenuLine[]> =>
  tower.app.evaluate(({ Menu }) => {
    const below = (menu: ReadMenu | null | undefined): MenuLine[] =>
      (menu?.items ?? []).flatMap((item) => [
        { id: item.id ?? '', label: item.label, role: item.role?.toLowerCase() ?? '', keys: item.accelerator ?? '' },
        ...below(item.submenu),
      ]);
    return below(Menu.getApplicationMenu());
  });
const choose = async (tower: TowerApp, id: string): Promise<void> => {
  const found = await tower.app.evaluate(({ Menu }, wanted) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(wanted);
    item?.click();
    return item != null;
  }, id);
  expect(found, `a menu item ${id}`).toBe(true);
};

test('the application menu has what every program on this system has', async ({ startApp, openWindow }) => {
  const tower = await startApp();
  await openWindow(tower);
  const roles = (await linesOf(tower)).map(({ role }) => role).filter((role) => role !== '');
  const everywhere = ['undo', 'redo', 'cut', 'copy', 'paste', 'selectall', 'reload', 'minimize', 'togglefullscreen'];
  expect(roles).toEqual(expect.arrayContaining([...everywhere, 'close', 'quit', 'help', 'zoomin', 'toggledevtools']));
  expect(roles.includes('hideothers')).toBe(process.platform === 'darwin');
});

test('it leads everywhere, also from a window that is away', async ({ folder, startApp, openWindow }) => {
  const tower = await startApp();
  const { page, dialog } = await openWindow(tower);
  await lookAway(tower);
  await choose(tower, 'create');
  await expect(dialog.getByRole('combobox', { name: 'Folder' })).toBeVisible();
  await expect.poll(() => isShown(tower)).toBe(true);
  await choose(tower, 'settings');
  await expect(dialog.getByRole('tab', { name: 'Desktop' })).toBeVisible();
  await choose(tower, 'find');
  await expect(page.getByRole('textbox', { name: 'Filter instances' })).toBeFocused();
  await choose(tower, 'open-data');
  await choose(tower, 'open-log');
  await expect.poll(() => opened(tower)).toEqual([folder.data, `${folder.data}/logs`]);
});

test('its list of instances says how each is, keeps their keys, and shows the one that is chosen', async ({
  folder,
  startApp,
  openWindow,
}) => {
  const tower = await startApp();
  const window = await openWindow(tower);
  const first = await addInstance(window.page, 'First & best', folder.project);
  const second = await addInstance(window.page, 'Second', folder.project);
  const listed = async () =>
    (await linesOf(tower))
      .filter(({ id }) => id.startsWith('instance:'))
      .map(({ label, keys }) => `${label} (${keys})`);
  await expect
    .poll(listed)
    .toEqual(['First && best — idle (CommandOrControl+1)', 'Second — idle (CommandOrControl+2)']);
  await submit(window.page, second, 'Show me a permission');
  await expect
    .poll(listed)
    .toEqual(['First && best — idle (CommandOrControl+1)', 'Second — needs you (CommandOrControl+2)']);
  await choose(tower, `instance:${second}`);
  await expect(window.page.getByRole('heading', { name: 'Second', exact: true })).toBeVisible();
  await choose(tower, `instance:${first}`);
  await expect(window.page.getByRole('heading', { name: 'First & best', exact: true })).toBeVisible();
  await choose(tower, 'pause');
  await expect(window.page.getByText('The tower is paused')).toBeVisible();
  await expect.poll(async () => (await linesOf(tower)).find(({ id }) => id === 'pause')?.label).toBe('Resume all');
});

test('the keys 1 to 9 lead to the instances in the order of the sidebar, however it is laid', async ({
  folder,
  startApp,
  openWindow,
}) => {
  const tower = await startApp();
  const { page } = await openWindow(tower);
  const other = join(folder.home, 'a-handbook');
  mkdirSync(other);
  await addInstance(page, 'Alder', folder.project);
  await addInstance(page, 'Beech', other);
  await addInstance(page, 'Cedar', folder.project);
  const rows = page.getByTestId('instance-row');
  const expectOrder = async (names: readonly string[]): Promise<void> => {
    await expect(rows).toHaveText(names.map((name) => new RegExp(name)));
    const keyed = async () =>
      (await linesOf(tower))
        .filter(({ keys }) => /\+\d$/.test(keys))
        .map(({ keys, label }) => `${keys.at(-1) ?? ''} ${label.split(' ')[0] ?? ''}`);
    await expect.poll(keyed).toEqual(names.map((name, index) => `${index + 1} ${name}`));
    for (const [index, name] of names.entries()) {
      const line = (await linesOf(tower)).find(({ keys }) => keys === `CommandOrControl+${index + 1}`);
      await choose(tower, line?.id ?? 'none');
      await expect(page.getByRole('heading', { name, exact: true })).toBeVisible();
      // Whoever chooses an instance is led to its prompt.
      await expect(page.getByRole('textbox', { name: 'Prompt', exact: true })).toBeFocused();
    }
  };
  // By project, where nobody has laid them yet.
  await expectOrder(['Alder', 'Cedar', 'Beech']);
  await rows.filter({ hasText: 'Cedar' }).getByRole('button').first().focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expectOrder(['Cedar', 'Alder', 'Beech']);
  await changeSettings(page, { instanceGrouping: 'flat' });
  await expect(page.getByTestId('project-row')).toHaveCount(0);
  await rows.filter({ hasText: 'Beech' }).getByRole('button').first().focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expectOrder(['Cedar', 'Beech', 'Alder']);
});

test('it speaks the language that is chosen', async ({ startApp, openWindow }) => {
  const tower = await startApp({ environment: { CONTROL_TOWER_TRAY: 'on' } });
  const { page } = await openWindow(tower);
  const labels = async () => (await linesOf(tower)).map(({ label }) => label);
  expect(await labels()).toContain('New instance…');
  await changeSettings(page, { language: 'ko' });
  await expect.poll(labels).toContain('새 인스턴스…');
  expect((await labels()).filter((label) => /^(File|Edit|View|Window|Help|Instances)$/.test(label))).toEqual([]);
  await expect
    .poll(() => tower.app.evaluate(() => globalThis.observed.trays[0]?.observedMenu?.getMenuItemById('quit')?.label))
    .toMatch(/[가-힣]/);
});

test('About says which versions these are, and copies them', async ({ startApp, openWindow }) => {
  const tower = await startApp();
  await openWindow(tower);
  await choose(tower, 'about');
  const about = await waitForDialog(tower);
  expect(about.options.message).toBe('Claude Control Tower');
  expect(about.options.detail).toMatch(/^Version \d+\.\d+\.\d+\nElectron \d+\..+\nChromium .+\nNode \d+\./);
  await clickButton(tower, about, 'Copy');
  await expect
    .poll(() => tower.app.evaluate(({ clipboard }) => clipboard.readText()))
    .toContain(about.options.detail ?? 'nothing');
});
