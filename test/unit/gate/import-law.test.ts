import { join } from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';
import { importLawRule } from '../../../scripts/gate/import-law-rule.ts';

const root = join(import.meta.dirname, '../../..');
const linter = new ESLint({
  cwd: root,
  overrideConfigFile: true,
  overrideConfig: [
    {
      files: ['**/*.ts', '**/*.tsx'],
      languageOptions: { parser: tseslint.parser },
      plugins: { tower: { rules: { 'import-law': importLawRule } } },
      rules: { 'tower/import-law': 'error' },
    },
  ],
});

async function judge(file: string, code: string): Promise<readonly string[]> {
  const [result] = await linter.lintText(code, { filePath: join(root, file) });
  return (result?.messages ?? []).map((message) => message.message);
}

describe('the import law forbids', () => {
  it.each([
    ['apps/shared/models/x.ts', "import { join } from 'node:path'"],
    ['apps/shared/models/x.ts', "import { execa } from 'execa'"],
    ['apps/shared/models/x.ts', "import { EventBus } from '../../main/events/event-bus.ts'"],
    ['apps/preload/index.ts', "import { EventBus } from '../main/events/event-bus.ts'"],
    ['apps/renderer/stores/x.ts', "import type { Tower } from '../../main/tower.ts'"],
    ['apps/renderer/stores/x.ts', "import { ipcRenderer } from 'electron'"],
    ['apps/renderer/stores/x.ts', "import { readFile } from 'node:fs/promises'"],
    ['apps/renderer/stores/x.ts', "import { readFile } from 'fs'"],
    ['apps/main/orchestrator/x.ts', "import { app } from 'electron'"],
    ['apps/main/orchestrator/x.ts', "import { spawn } from 'node:child_process'"],
    ['apps/main/orchestrator/x.ts', "import { spawn } from 'child_process'"],
    ['apps/main/orchestrator/x.ts', "import { execa } from 'execa'"],
    ['apps/main/orchestrator/x.ts', "import { Database } from '../persistence/database.ts'"],
    ['apps/main/orchestrator/x.ts', "import Database from 'better-sqlite3'"],
    ['apps/main/claude/x.ts', "import { TaskQueue } from '../orchestrator/task-queue.ts'"],
    ['apps/main/claude/x.ts', "import { EventBus } from '../events/event-bus.ts'"],
    ['apps/main/claude/x.ts', "export * from '../persistence/database.ts'"],
    ['apps/main/claude/x.ts', "export { Database } from '../persistence/database.ts'"],
    ['apps/main/claude/x.ts', "const module = import('electron')"],
    ['apps/main/claude/x.ts', "const electron = require('electron')"],
    ['apps/main/claude/x.ts', 'const name = "electron"; const module = import(name)'],
    ['apps/main/claude/x.ts', "type App = import('electron').App"],
    ['apps/main/persistence/x.ts', "import { TaskQueue } from '../orchestrator/task-queue.ts'"],
    ['apps/main/persistence/x.ts', "import { execa } from 'execa'"],
    ['apps/main/supervision/x.ts', "import { screen } from 'electron/main'"],
    ['apps/main/events/x.ts', "import { z } from 'zod'"],
    ['apps/main/gateway/x.ts', "import { ipcMain } from 'electron'"],
    ['apps/main/gateway/x.ts', "import { serveElectron } from './electron-ipc.ts'"],
    ['apps/main/gateway/x.ts', "import { openTower } from '../tower.ts'"],
    ['apps/main/tower.ts', "import { openWindow } from './shell/window.ts'"],
    ['apps/main/demo-agent/x.ts', "import { execa } from 'execa'"],
    ['apps/main/a-new-room/x.ts', "import { z } from 'zod'"],
  ])('%s: %s', async (file, code) => {
    expect(await judge(file, code)).toHaveLength(1);
  });
});

describe('the import law allows', () => {
  it.each([
    ['apps/shared/models/x.ts', "import { z } from 'zod'; import { ok } from './problem.ts'"],
    [
      'apps/preload/index.ts',
      "import { contextBridge } from 'electron'; import { channels } from '../shared/contract/bridge.ts'",
    ],
    [
      'apps/renderer/stores/x.ts',
      "import { create } from 'zustand'; import type { Task } from '../../shared/models/task.ts'",
    ],
    ['apps/renderer/app.tsx', "import '@mantine/core/styles.css'; import './app.css'"],
    ['apps/main/claude/x.ts', "import { execa } from 'execa'; import { spawn } from 'node:child_process'"],
    ['apps/main/orchestrator/x.ts', "import type { TaskRepository } from '../persistence/task-repository.ts'"],
    ['apps/main/gateway/electron-ipc.ts', "import { ipcMain } from 'electron'; import { Gateway } from './gateway.ts'"],
    ['apps/main/tower.ts', "import { Database } from './persistence/database.ts'"],
    ['apps/main/index.ts', "import { serveElectron } from './gateway/electron-ipc.ts'; import { app } from 'electron'"],
    ['test/unit/x.test.ts', "import { execa } from 'execa'"],
  ])('%s: %s', async (file, code) => {
    expect(await judge(file, code)).toEqual([]);
  });
});
