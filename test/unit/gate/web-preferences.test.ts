import { join } from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';
import { webPreferencesRule } from '../../../scripts/gate/web-preferences-rule.ts';

const root = join(import.meta.dirname, '../../..');
const linter = new ESLint({
  cwd: root,
  overrideConfigFile: true,
  overrideConfig: [
    {
      files: ['**/*.ts'],
      languageOptions: { parser: tseslint.parser },
      plugins: { tower: { rules: { 'web-preferences': webPreferencesRule } } },
      rules: { 'tower/web-preferences': 'error' },
    },
  ],
});

async function judge(code: string): Promise<readonly string[]> {
  const [result] = await linter.lintText(code, { filePath: join(root, 'apps/main/shell/x.ts') });
  return (result?.messages ?? []).map((message) => message.message);
}

describe('web preferences that are refused', () => {
  it.each([
    ['nodeIntegration: true', 'nodeIntegration stays off'],
    ['nodeIntegrationInWorker: true', 'nodeIntegrationInWorker stays off'],
    ['nodeIntegrationInSubFrames: true', 'nodeIntegrationInSubFrames stays off'],
    ["'nodeIntegration': true", 'nodeIntegration stays off'],
    ['nodeIntegration: isDevelopment', 'nodeIntegration stays off'],
    ['contextIsolation: false', 'contextIsolation stays on'],
    ['contextIsolation: !isDevelopment', 'contextIsolation stays on'],
    ['sandbox: false', 'sandbox stays on'],
    ['webSecurity: false', 'webSecurity stays on'],
    ['allowRunningInsecureContent: true', 'allowRunningInsecureContent stays off'],
    ['experimentalFeatures: true', 'experimentalFeatures stays off'],
    ["enableBlinkFeatures: 'x'", 'enableBlinkFeatures stays off'],
    ['webviewTag: true', 'webviewTag stays off'],
    ['sandbox', 'sandbox stays on'],
    ['...others', 'Write each'],
    ['[name]: true', 'Write each'],
  ])('{ %s }', async (preference, reason) => {
    const found = await judge(`new BrowserWindow({ webPreferences: { preload: file, ${preference} } });`);
    expect(found).toEqual([expect.stringContaining(reason)]);
  });

  it.each([
    ['new BrowserWindow(options);', 'out where it is made'],
    ['new BrowserWindow();', 'out where it is made'],
    ['new BrowserWindow({ width: 1 });', 'out where it is made'],
    ['new electron.BrowserWindow(options);', 'out where it is made'],
    ['new WebContentsView(options);', 'out where it is made'],
    ['new BrowserWindow({ webPreferences: { sandbox: true }, ...others });', 'after whatever is spread'],
    ['new BrowserWindow({ webPreferences });', 'so that they can be judged'],
    ['const options = { webPreferences: shared };', 'so that they can be judged'],
    ['const options = { webPreferences: { sandbox: false } };', 'sandbox stays on'],
    ['const answer = { overrideBrowserWindowOptions: { webPreferences: { nodeIntegration: true } } };', 'stays off'],
    ['preferences.nodeIntegration = true;', 'nodeIntegration stays off'],
    ["preferences['sandbox'] = false;", 'sandbox stays on'],
    ['options.webPreferences = others;', 'when it is made'],
  ])('%s', async (code, reason) => {
    expect(await judge(code)).toEqual([expect.stringContaining(reason)]);
  });
});

describe('web preferences that are let through', () => {
  it.each([
    'new BrowserWindow({ ...place, webPreferences: { preload: file, sandbox: true, contextIsolation: true } });',
    'new BrowserWindow({ webPreferences: { nodeIntegration: false, webviewTag: false, webSecurity: true } });',
    'new BrowserWindow({ webPreferences: {} });',
    'new Tray(icon);',
    'preferences.spellcheck = true; preferences.nodeIntegration = false;',
  ])('%s', async (code) => {
    expect(await judge(code)).toEqual([]);
  });
});
