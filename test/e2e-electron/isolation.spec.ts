import { wrongInput, wrongName } from '../support/hostile/hostile-calls.ts';
import { Seeded } from '../support/hostile/seeded.ts';
import { expect, test } from './support/fixtures.ts';
import './support/bridge.ts';

/** A call as a page that has gone wrong might make it. */
type Loose = (...given: unknown[]) => Promise<{ readonly ok: boolean; readonly problem?: { readonly code: string } }>;

test('the page has the contract and nothing of Node or Electron', async ({ startApp, openWindow }) => {
  const { page } = await openWindow(await startApp());
  const found = await page.evaluate(() => ({
    forbidden: ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer', '__dirname'].filter(
      (name) => name in window,
    ),
    bridge: Object.entries(window.controlTower).map(([name, value]) => [name, typeof value]),
    frozen: Object.isFrozen(window.controlTower),
  }));
  expect(found).toEqual({
    forbidden: [],
    bridge: [
      ['kind', 'string'],
      ['call', 'function'],
      ['onEvents', 'function'],
      ['onConnection', 'function'],
      ['pathForFile', 'function'],
    ],
    frozen: true,
  });
  expect(await page.evaluate(() => window.controlTower.kind)).toBe('electron');
});

test('the page cannot put another bridge in the place of its own', async ({ startApp, openWindow }) => {
  const { page } = await openWindow(await startApp());
  const kinds = await page.evaluate(() => {
    const attempts = [
      () => Object.assign(window, { controlTower: { kind: 'false' } }),
      () => Object.defineProperty(window, 'controlTower', { value: { kind: 'false' } }),
      () => Object.assign(window.controlTower, { kind: 'false' }),
      () => Reflect.deleteProperty(window, 'controlTower'),
    ];
    return attempts.map((attempt) => {
      try {
        attempt();
      } catch {
        // Refused aloud; what counts is what is there afterwards.
      }
      return window.controlTower.kind;
    });
  });
  expect(kinds).toEqual(['electron', 'electron', 'electron', 'electron']);
});

test('windows are made with isolation and sandbox, and without Node', async ({ startApp, openWindow }) => {
  const tower = await startApp();
  await openWindow(tower);
  const preferences = await tower.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    // Not in Electron's types, yet in Electron: what the page was really made with.
    const read: unknown = contents === undefined ? null : Reflect.get(contents, 'getLastWebPreferences');
    return typeof read === 'function' ? (Reflect.apply(read, contents, []) as Record<string, unknown>) : {};
  });
  expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false });
  expect(preferences['webSecurity']).not.toBe(false);
});

test('what makes no sense is refused with a problem, and reaches no service', async ({ startApp, openWindow }) => {
  const { page } = await openWindow(await startApp());
  const codes = await page.evaluate(async () => {
    const call = Reflect.get(window.controlTower, 'call') as Loose;
    const attempts: unknown[][] = [
      [],
      [7],
      ['toString', {}],
      ['__proto__', {}],
      ['tower.snapshot'],
      ['tower.snapshot', { more: 1 }],
      ['instance.create', { name: 'x' }],
      ['instance.delete', { id: '../../etc' }],
      ['task.submit', null],
    ];
    return Promise.all(attempts.map(async (given) => (await call(...given)).problem?.code ?? 'answered'));
  });
  expect(codes).toEqual([
    'input.unknownCall',
    'input.unknownCall',
    'input.unknownCall',
    'input.unknownCall',
    'input.invalid',
    'input.invalid',
    'input.invalid',
    'input.invalid',
    'input.invalid',
  ]);
});

test('thousands of malformed calls from the page are all refused, and the window still works', async ({
  startApp,
  openWindow,
}) => {
  const { page } = await openWindow(await startApp());
  const chance = new Seeded();
  const calls = Array.from({ length: 3000 }, () =>
    chance.below(8) === 0 ? wrongName(chance, true) : wrongInput(chance),
  );
  const codes = await page.evaluate(
    (all) => {
      const call = Reflect.get(window.controlTower, 'call') as Loose;
      return Promise.all(all.map(async ({ name, input }) => (await call(name, input)).problem?.code ?? 'answered'));
    },
    calls.map(({ name, input }) => ({ name, input })),
  );
  expect(codes, `seed ${chance.seed}`).toEqual(calls.map(({ code }) => code));
  expect((await page.evaluate(() => window.controlTower.call('tower.snapshot', {}))).ok).toBe(true);
});

test('what JSON does not know, as dates, bytes and cycles, is refused on its way in', async ({
  startApp,
  openWindow,
}) => {
  const { page } = await openWindow(await startApp());
  const codes = await page.evaluate(async () => {
    const call = Reflect.get(window.controlTower, 'call') as Loose;
    const cycle: unknown[] = [];
    cycle.push(cycle);
    let deep: unknown = 'x';
    for (let level = 0; level < 500; level += 1) deep = [deep];
    const inputs = [new Date(), new Map(), new Uint8Array(2), cycle, deep, { id: Number.NaN }, 10n];
    // Some may be refused on their way already: the bridge has rules of its own for what it carries.
    const ask = (input: unknown) =>
      call('tower.pause', input).then(
        (answer) => answer.problem?.code ?? 'answered',
        () => 'not carried',
      );
    return Promise.all(inputs.map(ask));
  });
  expect(codes).toHaveLength(7);
  for (const code of codes) expect(['input.invalid', 'not carried']).toContain(code);
  expect(codes).toContain('input.invalid');
});

test('what cannot be cloned never leaves the page', async ({ startApp, openWindow }) => {
  const { page } = await openWindow(await startApp());
  const message = await page.evaluate(async () => {
    const call = Reflect.get(window.controlTower, 'call') as Loose;
    try {
      await call('tower.snapshot', { run: Symbol('x') });
      return 'answered';
    } catch (error) {
      return String(error);
    }
  });
  expect(message).toContain('could not be cloned');
});
