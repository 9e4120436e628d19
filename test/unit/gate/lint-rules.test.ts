import { join } from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

// Where it takes itself to be in CI, the parser reads each file once from disk, and not the text that it is given here.
process.env['TSESTREE_SINGLE_RUN'] = 'false';

const root = join(import.meta.dirname, '../../..');
const linter = new ESLint({ cwd: root });
/** Files that exist, because the rules that know types need one that belongs to the compiler's project. */
const source = 'apps/main/events/event-bus.ts';
const test = 'test/unit/gate/lint-rules.test.ts';

async function rulesBroken(file: string, code: string): Promise<readonly (string | null)[]> {
  const [result] = await linter.lintText(code, { filePath: join(root, file) });
  return (result?.messages ?? []).map((message) => message.ruleId);
}

describe('the lint configuration forbids', () => {
  it.each([
    ['an electron import in the core', source, "import 'electron';", 'tower/import-law'],
    ['any', source, 'export const x: any = 1;', '@typescript-eslint/no-explicit-any'],
    ['a double cast', source, "export const x = 'a' as unknown as number;", 'no-restricted-syntax'],
    ['a promise that nobody waits for', source, 'Promise.resolve(1);', '@typescript-eslint/no-floating-promises'],
    [
      'an incomplete switch',
      source,
      "export function f(x: 'a' | 'b'): void { switch (x) { case 'a': return; } }",
      '@typescript-eslint/switch-exhaustiveness-check',
    ],
    [
      'a page with Node',
      source,
      'export const x = { webPreferences: { nodeIntegration: true } };',
      'tower/web-preferences',
    ],
    [
      'a channel of its own',
      'apps/main/gateway/electron-ipc.ts',
      "import { ipcMain } from 'electron'; ipcMain.on('x', () => 1);",
      'tower/contract-channels',
    ],
    [
      'what Electron does not have',
      'apps/main/shell/badge.ts',
      "import { app } from 'electron'; app.quitNow();",
      '@typescript-eslint/no-unsafe-call',
    ],
    [
      'types of our own for Electron',
      source,
      "declare module 'electron' { export const x: string; }",
      'no-restricted-syntax',
    ],
    ['more of the same', source, 'declare global { namespace Electron { const x: string; } }', 'no-restricted-syntax'],
    ['a default export', source, 'export default 1;', 'no-restricted-syntax'],
    ['console.log', source, "console.log('x');", 'no-console'],
    ['a note to do it later', source, '// TO' + 'DO: later', 'no-warning-comments'],
    ['more than 400 lines', source, 'export {};\n'.repeat(401), 'max-lines'],
    ['switching a rule off in place', source, '// eslint-disable-next-line no-console\nconsole.log(1);', 'no-console'],
    ['a focused test', test, "import { it } from 'vitest'; it.only('x', () => {});", 'no-restricted-syntax'],
    ['a skipped test', test, "import { it } from 'vitest'; it.skip('x', () => {});", 'no-restricted-syntax'],
    [
      'a skipped group',
      test,
      "import { test } from '@playwright/test'; test.describe.skip('x', () => {});",
      'no-restricted-syntax',
    ],
  ])('%s', { timeout: 60_000 }, async (_, file, code, rule) => {
    expect(await rulesBroken(file, code)).toContain(rule);
  });

  it('nothing in a well-behaved file', { timeout: 60_000 }, async () => {
    expect(
      await rulesBroken(source, "import { ok } from '../../shared/models/problem.ts';\nexport const x = ok(1);\n"),
    ).toEqual([]);
  });
});
