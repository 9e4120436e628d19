import { expect, test } from './support/fixtures.ts';

const foreignPage = 'data:text/html,<title>foreign</title>';
const ask = "controlTower.call('tower.snapshot', {}).then((answer) => answer.ok ? 'answered' : answer.problem.code)";
const refused = /log: .*a page that is not ours was refused/;

test('a window that the app did not attach is refused, even with the preload', async ({
  startApp,
  openWindow,
  faults,
}) => {
  const tower = await startApp();
  await openWindow(tower);
  faults.expect(refused);
  const code = await tower.app.evaluate(
    async ({ app, BrowserWindow }, [url, script]) => {
      const preload = `${app.getAppPath()}/out/preload/index.cjs`;
      const window = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
      await window.loadURL(url);
      const answer = (await window.webContents.executeJavaScript(script)) as unknown;
      window.destroy();
      return answer;
    },
    [foreignPage, ask] as const,
  );
  expect(code).toBe('sender.refused');
});

test('the own window is refused while it shows another page, and heard again afterwards', async ({
  startApp,
  openWindow,
  faults,
}) => {
  const tower = await startApp();
  const { page, heading } = await openWindow(tower);
  faults.expect(refused);
  const own = 'app://tower/';
  const go = (url: string) =>
    tower.app.evaluate(async ({ BrowserWindow }, target) => {
      await BrowserWindow.getAllWindows()[0]?.loadURL(target);
    }, url);
  expect(await page.evaluate(ask)).toBe('answered');
  await go(foreignPage);
  await page.waitForURL(foreignPage);
  expect(await page.evaluate(ask)).toBe('sender.refused');
  await go(own);
  await expect(heading).toBeVisible();
  expect(await page.evaluate(ask)).toBe('answered');
});
