import { describe, expect, it } from 'vitest';
import { judgeDevelopment } from '../../../../scripts/gate/built-app/judge-development.ts';

const reading = 'function developmentAddress(packaged, environment) { return environment["ELECTRON_RENDERER_URL"]; }';
const call = 'developmentAddress(electron.app.isPackaged, process.env);';
const judge = (...texts: readonly string[]) =>
  judgeDevelopment(texts.map((text, index) => ({ path: `main/${index}.cjs`, text })));

describe('judgeDevelopment', () => {
  it('has nothing against one function that is told whether the app is packed', () => {
    expect(judge(`${reading} ${call}`)).toEqual([]);
    expect(judge(reading, 'developmentAddress(app.isPackaged, process.env);')).toEqual([]);
    expect(judge(reading, '(0, address.developmentAddress)(electron.app.isPackaged, process.env);')).toEqual([]);
  });

  it.each([
    ['a constant', `${reading} developmentAddress(false, process.env);`],
    ['another condition', `${reading} developmentAddress(!process.env.DEBUG, process.env);`],
    ['the opposite', `${reading} developmentAddress(!app.isPackaged, process.env);`],
    ['one good call and one bad one', `${reading} ${call} developmentAddress(false, process.env);`],
  ])('objects to %s', (_, text) => {
    expect(judge(text)).toEqual([expect.stringContaining('not told by app.isPackaged')]);
  });

  it.each([
    ['by its name', `${reading} ${call} window.loadURL(process.env.ELECTRON_RENDERER_URL);`],
    ['by a text', `${reading} ${call} window.loadURL(process.env["ELECTRON_RENDERER_URL"]);`],
    ['by a template', `${reading} ${call} window.loadURL(process.env[\`ELECTRON_RENDERER_URL\`]);`],
  ])('objects to the address being read elsewhere, %s', (_, text) => {
    expect(judge(text)).toEqual([expect.stringContaining('is read outside')]);
  });

  it('does not hold for a program in which it finds nothing to judge', () => {
    expect(judge('run();')).toEqual([expect.stringContaining('Nothing calls developmentAddress')]);
  });
});
