import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.ts';
import { opened } from './support/observed.ts';

const elsewhere = 'https://elsewhere.invalid/page';
/** The page tries to go there; that the browser tells of the attempt is no fault. */
const attempt = /request to elsewhere: https:\/\/elsewhere\.invalid/;

const ownAddress = (page: Page) => page.evaluate(() => document.title);

test('a link leads to the browser of the person, and the page stays', async ({ startApp, openWindow, faults }) => {
  const tower = await startApp();
  const { page, heading } = await openWindow(tower);
  faults.expect(attempt);
  await page.evaluate((url) => location.assign(url), elsewhere);
  await expect.poll(() => opened(tower)).toEqual([elsewhere]);
  await expect(heading).toBeVisible();
  expect(await ownAddress(page)).toBe('Claude Control Tower');
});

test('no page opens a window, by script or by a link', async ({ startApp, openWindow, faults }) => {
  const tower = await startApp();
  const { page } = await openWindow(tower);
  faults.expect(/log: .*a link was refused/);
  expect(await page.evaluate((url) => window.open(url) === null, elsewhere)).toBe(true);
  await page.evaluate((url) => {
    const link = Object.assign(document.createElement('a'), { href: url, target: '_blank', textContent: 'x' });
    document.body.append(link);
    link.click();
    link.remove();
  }, `${elsewhere}?link`);
  await expect.poll(() => opened(tower)).toEqual([elsewhere, `${elsewhere}?link`]);
  // An address that would start a program is opened by nobody.
  await page.evaluate(() => window.open('vscode://file/etc/passwd'));
  await expect.poll(() => tower.logged('warn').filter((line) => line.includes('a link was refused'))).toHaveLength(1);
  expect(await opened(tower)).toHaveLength(2);
  expect(tower.app.windows()).toHaveLength(1);
});

test('no page gets a webview, nor a frame', async ({ startApp, openWindow, faults }) => {
  const tower = await startApp();
  const { page } = await openWindow(tower);
  faults.expect(/console: .*(Content Security Policy|violates the following)/);
  faults.expect(attempt);
  const found = await page.evaluate((url) => {
    const webview = Object.assign(document.createElement('webview'), { src: url });
    const popups = Object.assign(document.createElement('webview'), { src: url, allowpopups: true });
    const frame = Object.assign(document.createElement('iframe'), {
      srcdoc: '<script>parent.document.title = 1</script>',
    });
    document.body.append(webview, popups, frame);
    return { methods: 'loadURL' in webview || 'getWebContentsId' in popups, title: document.title };
  }, elsewhere);
  expect(found).toEqual({ methods: false, title: 'Claude Control Tower' });
  const pages = await tower.app.evaluate(({ webContents }) => webContents.getAllWebContents().length);
  expect(pages).toBe(1);
  expect(await ownAddress(page)).toBe('Claude Control Tower');
});

test('addresses of files, of data and of scripts lead nowhere', async ({ startApp, openWindow, faults }) => {
  const tower = await startApp();
  const { page, heading } = await openWindow(tower);
  faults.expect(/console: (Not allowed to|Refused to|.*Content Security Policy)/);
  for (const url of ['file:///etc/passwd', 'data:text/html,<h1>false</h1>', 'javascript:document.title="false"']) {
    await page.evaluate((target) => {
      const link = Object.assign(document.createElement('a'), { href: target });
      document.body.append(link);
      link.click();
      link.remove();
    }, url);
  }
  await expect(heading).toBeVisible();
  expect(await ownAddress(page)).toBe('Claude Control Tower');
  expect(await opened(tower)).toEqual([]);
});

test('what a page may ask of the system is refused', async ({ startApp, openWindow }) => {
  const { page } = await openWindow(await startApp());
  const states = await page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read'];
    const asked = names.map((name) => navigator.permissions.query({ name: name as PermissionName }));
    return (await Promise.all(asked)).map(({ state }, index) => `${names[index] ?? ''}: ${state}`);
  });
  expect(states).toEqual([
    'geolocation: denied',
    'notifications: denied',
    'camera: denied',
    'microphone: denied',
    'clipboard-read: denied',
  ]);
  const location = await page.evaluate(
    () =>
      new Promise((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve('told'),
          ({ code }) => resolve(code),
        ),
      ),
  );
  expect(location).toBe(1);
});

test('no page saves a file', async ({ startApp, openWindow }) => {
  const tower = await startApp();
  const { page } = await openWindow(tower);
  await tower.app.evaluate(({ session }) => {
    Object.assign(globalThis, { downloads: [] });
    session.defaultSession.on('will-download', (event, item) => {
      (Reflect.get(globalThis, 'downloads') as unknown[]).push([item.getFilename(), event.defaultPrevented]);
      event.preventDefault();
    });
  });
  await page.evaluate(() => {
    const href = URL.createObjectURL(new Blob(['x']));
    const link = Object.assign(document.createElement('a'), { href, download: 'unwanted.txt' });
    document.body.append(link);
    link.click();
    link.remove();
  });
  await expect
    .poll(() => tower.app.evaluate(() => Reflect.get(globalThis, 'downloads') as unknown))
    .toEqual([['unwanted.txt', true]]);
});

test('the content security policy holds: no script in the page, nothing from elsewhere', async ({
  startApp,
  openWindow,
  faults,
}) => {
  const { page } = await openWindow(await startApp());
  // The page has the policy twice: in itself, and in what it is served with, which holds for all that is served.
  const served = await page.evaluate(async () => (await fetch('index.html')).headers.get('content-security-policy'));
  expect(served).toContain("default-src 'none'");
  expect(served).toMatch(/script-src 'self'( 'wasm-unsafe-eval')?;/);
  const own = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  expect(own).toMatch(/script-src 'self'( 'wasm-unsafe-eval')?;/);
  faults.expect(/console: .*(Content Security Policy|violates the following)/);
  faults.expect(attempt);
  const answer = await page.evaluate(async (url) => {
    const violations: string[] = [];
    Object.assign(window, { violations });
    document.addEventListener('securitypolicyviolation', (event) => {
      violations.push(`${event.effectiveDirective} ${event.disposition}`);
    });
    const script = Object.assign(document.createElement('script'), { textContent: 'document.title = "false"' });
    const image = Object.assign(document.createElement('img'), { src: `${url}.png` });
    const frame = Object.assign(document.createElement('iframe'), { src: url });
    const base = Object.assign(document.createElement('base'), { href: url });
    document.body.append(script, image, frame);
    document.head.append(base);
    return fetch(url).then(
      () => 'answered',
      () => 'refused',
    );
  }, elsewhere);
  expect(answer).toBe('refused');
  const violations = () =>
    page.evaluate(() => [...new Set((Reflect.get(window, 'violations') as string[]).toSorted())]);
  await expect
    .poll(violations)
    .toEqual([
      'base-uri enforce',
      'connect-src enforce',
      'frame-src enforce',
      'img-src enforce',
      'script-src-elem enforce',
    ]);
  expect(await ownAddress(page)).toBe('Claude Control Tower');
});
