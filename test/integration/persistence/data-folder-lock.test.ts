import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockDataFolder } from '../../../apps/main/persistence/data-folder-lock.ts';
import { temporaryPlace } from '../../unit/persistence/temporary-database.ts';
import { start } from './child-processes.ts';

describe('the lock of a data folder', () => {
  it('refuses a second tower, in the same process too, until the first one gives it back', () => {
    const { directory } = temporaryPlace();
    const folder = join(directory, 'new', 'folder');
    const first = lockDataFolder(folder);
    expect(lockDataFolder(folder)).toMatchObject({
      ok: false,
      problem: { code: 'tower.alreadyRunning', params: { path: folder, pid: process.pid } },
    });
    if (first.ok) first.value.release();
    if (first.ok) first.value.release();
    const second = lockDataFolder(folder);
    expect(second.ok).toBe(true);
    expect(readdirSync(folder)).toContain('tower.pid');
    if (second.ok) second.value.release();
    expect(readdirSync(folder)).not.toContain('tower.pid');
  });

  it('names the process that holds it, and is free when that one was killed', async () => {
    const { directory } = temporaryPlace();
    const holder = start(new URL('./lock-holder.ts', import.meta.url), directory);
    expect(JSON.parse(await holder.line())).toMatchObject({ ok: true });
    const refused = lockDataFolder(directory);
    expect(refused).toMatchObject({ problem: { code: 'tower.alreadyRunning', params: { pid: holder.pid } } });

    const other = start(new URL('./lock-holder.ts', import.meta.url), directory);
    expect(JSON.parse(await other.line())).toMatchObject({ ok: false, problem: { params: { pid: holder.pid } } });

    await holder.kill();
    const lock = lockDataFolder(directory);
    expect(lock.ok).toBe(true);
    if (lock.ok) lock.value.release();
  });

  it('says that a folder cannot be made or written', () => {
    const { directory } = temporaryPlace();
    const file = join(directory, 'a-file');
    writeFileSync(file, '');
    for (const folder of [file, join(file, 'below')]) {
      expect(lockDataFolder(folder)).toMatchObject({ ok: false, problem: { code: 'storage.readOnly' } });
    }
  });
});
