import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contractChannelsRule } from '../../../scripts/gate/contract-channels-rule.ts';

// Where it takes itself to be in CI, the parser reads each file once from disk, and not the text that it is given here.
process.env['TSESTREE_SINGLE_RUN'] = 'false';

const root = join(import.meta.dirname, '../../..');
/** A file that exists: the rule asks the compiler, which knows the files of its project alone. */
const file = 'apps/main/gateway/electron-ipc.ts';
const header = [
  "import electron, { ipcMain, ipcRenderer, webContents, type WebContents, type WebFrameMain } from 'electron';",
  "import { channels, channels as ours, bridgeGlobal } from '../../shared/contract/bridge.ts';",
  'export function run(contents: WebContents, frame: WebFrameMain, other: { send(text: string): void }): void {',
];

let folder: string;

/** A project of that one file, because the compiler takes its time for all of them. */
function typed(): { readonly parser: typeof tseslint.parser; readonly parserOptions: object } {
  const project = join(folder, 'tsconfig.json');
  const compilerOptions = { typeRoots: [join(root, 'node_modules/@types')] };
  const config = { extends: join(root, 'tsconfig.json'), compilerOptions, include: [], files: [join(root, file)] };
  writeFileSync(project, JSON.stringify(config));
  return { parser: tseslint.parser, parserOptions: { project } };
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'one-file-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function linter(languageOptions: { readonly parser: typeof tseslint.parser; readonly parserOptions?: object }): ESLint {
  return new ESLint({
    cwd: root,
    overrideConfigFile: true,
    overrideConfig: [
      {
        files: ['**/*.ts'],
        languageOptions,
        plugins: { tower: { rules: { 'contract-channels': contractChannelsRule } } },
        rules: { 'tower/contract-channels': 'error' },
      },
    ],
  });
}

/** Each statement is a line of one text, so that the compiler is asked once. */
async function refused(statements: readonly string[]): Promise<readonly string[]> {
  const code = [...header, ...statements, '}'].join('\n');
  const [result] = await linter(typed()).lintText(code, { filePath: join(root, file) });
  const lines = new Set((result?.messages ?? []).map((message) => message.line - header.length - 1));
  return statements.filter((_, line) => lines.has(line));
}

describe('channels', { timeout: 60_000 }, () => {
  it('are refused that the contract does not name', async () => {
    const statements = [
      "ipcMain.handle('tower:call', () => 1);",
      'ipcMain.on(`tower:events`, () => 1);',
      "{ const name = 'tower:call'; ipcMain.handle(name, () => 1); }",
      "{ const channels = { call: 'x' }; ipcMain.handle(channels.call, () => 1); }",
      'ipcMain.handle(bridgeGlobal, () => 1);',
      "ipcMain.handle(channels['call'], () => 1);",
      'ipcMain.removeAllListeners();',
      "void ipcRenderer.invoke('tower:call');",
      "ipcRenderer.send('tower:call');",
      "electron.ipcRenderer.send('tower:call');",
      "{ const ear = ipcMain; ear.on('tower:call', () => 1); }",
      "contents.send('tower:events');",
      "contents.ipc.handle('tower:call', () => 1);",
      "webContents.fromId(1)?.send('tower:events');",
      "contents.sendToFrame(1, 'tower:events');",
      "frame.postMessage('tower:events', 1);",
      '{ const { send } = ipcRenderer; void send; }',
      '{ const bridge = { ipcRenderer }; void bridge; }',
      'void [electron.ipcRenderer];',
      '{ const send = contents.send.bind(contents); void send; }',
    ];
    expect(await refused(statements)).toEqual(statements);
  });

  it('are let through that it names, and whatever is no channel', async () => {
    const statements = [
      'ipcMain.handle(channels.call, () => 1);',
      'ipcMain.removeAllListeners(ours.events);',
      'void ipcRenderer.invoke(channels.call, 1);',
      'electron.ipcRenderer.send(channels.events);',
      'contents.send(channels.events, 1);',
      'contents.sendToFrame(1, channels.events);',
      "contents.on('destroyed', () => 1);",
      "other.send('text');",
    ];
    expect(await refused(statements)).toEqual([]);
  });

  it('are not judged by guessing, where the compiler was not asked', async () => {
    const [result] = await linter({ parser: tseslint.parser }).lintText('export {};', { filePath: join(root, file) });
    expect(result?.messages.map((message) => message.message)).toEqual([
      expect.stringContaining("needs the compiler's types"),
    ]);
  });
});
