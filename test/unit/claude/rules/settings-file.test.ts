import { chmodSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import {
  readSettingsFile,
  replaceSettingsFile,
  type SettingsText,
} from '../../../../apps/main/claude/rules/settings-file.ts';

const place = (): string => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tower-settings-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

async function read(path: string): Promise<SettingsText> {
  const found = await readSettingsFile(path);
  if (!found.ok || found.value === null) throw new Error('it was not read');
  return found.value;
}

it('leaves a file alone that has changed since it was read, and leaves nothing beside it', async () => {
  const folder = place();
  const path = join(folder, 'settings.json');
  writeFileSync(path, 'one');
  const before = await read(path);
  writeFileSync(path, 'two');
  expect(await replaceSettingsFile(path, before, 'three')).toMatchObject({ problem: { code: 'rules.changed' } });
  expect(readFileSync(path, 'utf8')).toBe('two');
  rmSync(path);
  expect(await replaceSettingsFile(path, before, 'three')).toMatchObject({ problem: { code: 'rules.changed' } });
  expect(readdirSync(folder)).toEqual([]);
});

it('says that it cannot write where the folder is gone', async () => {
  const folder = place();
  const path = join(folder, 'settings.json');
  writeFileSync(path, 'one');
  const before = await read(path);
  rmSync(folder, { recursive: true });
  expect(await replaceSettingsFile(path, before, 'two')).toMatchObject({
    problem: { code: 'rules.notWritten', params: { reason: 'its folder is no longer there' } },
  });
});

it('does not pass over it that a file is read-only', async () => {
  const path = join(place(), 'settings.json');
  writeFileSync(path, 'one');
  chmodSync(path, 0o444);
  expect(await replaceSettingsFile(path, await read(path), 'two')).toMatchObject({
    problem: { code: 'rules.notWritten', params: { reason: 'it is read-only' } },
  });
  expect(readFileSync(path, 'utf8')).toBe('one');
});
