import { describe, expect, it } from 'vitest';
import { moduleRequests } from '../../../../scripts/gate/built-app/module-requests.ts';

const specifiers = (text: string, path = 'main/index.cjs'): readonly (string | null)[] =>
  moduleRequests({ path, text }).map((request) => request.specifier);

describe('the modules that a script asks for', () => {
  it.each([
    ['let a = require("a");', ['a']],
    ['function late() { return require(`a/b`); }', ['a/b']],
    ['import("a");', ['a']],
    ['try { require("a") } catch {}', ['a']],
    ['require(name);', [null]],
    ['require("a" + b);', [null]],
    ['import(name);', [null]],
    ['const load = require; load("a");', [null]],
    ['run(require);', [null]],
    ['require.resolve("a");', [null]],
    ['module.require("a");', [null]],
    ['const load = require("module").createRequire(__filename);', ['module', null]],
  ])('%s', (text, expected) => {
    expect([...specifiers(text)].sort()).toEqual([...expected].sort());
  });

  it.each([
    '// require("a")',
    '"require(\'a\')";',
    'if (require.main === module) run();',
    'typeof require === "function";',
    'schema.require("a");',
    '({ require: 1 });',
  ])('none in %s', (text) => {
    expect(specifiers(text)).toEqual([]);
  });

  it('also by import and export', () => {
    const text = 'import a from "a"; export * from "b"; export { c } from "c"; export const d = 1;';
    expect(moduleRequests({ path: 'main/index.mjs', text })).toEqual([
      { specifier: 'a', kind: 'import', line: 1 },
      { specifier: 'b', kind: 'import', line: 1 },
      { specifier: 'c', kind: 'import', line: 1 },
    ]);
  });

  it('with the line of each', () => {
    expect(moduleRequests({ path: 'main/index.cjs', text: '\n\nrequire("a");' })).toEqual([
      { specifier: 'a', kind: 'require', line: 3 },
    ]);
  });

  it('are not guessed of a script that cannot be parsed', () => {
    expect(() => specifiers('let = (')).toThrow('main/index.cjs cannot be parsed');
  });
});
