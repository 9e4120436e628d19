import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { makeSafeStorage } from '../../support/electron-stand-in/desktop/safe-storage.ts';

function keyringFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'stand-in-keyring-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'keyring');
}

it('without a keyring, seals so that everybody can open it, and says so as Chromium does', async () => {
  const storage = makeSafeStorage({});
  expect(storage.getSelectedStorageBackend()).toBe('basic_text');
  const sealed = await storage.encryptStringAsync('a secret');
  expect(sealed.subarray(0, 3).toString()).toBe('v10');
  expect(sealed.includes('a secret')).toBe(false);
  expect(await makeSafeStorage({ STAND_IN_KEYRING: keyringFile() }).decryptStringAsync(sealed)).toMatchObject({
    result: 'a secret',
  });
});

it('with a keyring, opens what it sealed after a new start, and nobody else does', async () => {
  const environment = { STAND_IN_KEYRING: keyringFile() };
  const sealed = await makeSafeStorage(environment).encryptStringAsync('a secret');
  expect(makeSafeStorage(environment).getSelectedStorageBackend()).toBe('gnome_libsecret');
  expect(sealed.subarray(0, 3).toString()).toBe('v11');
  expect(await makeSafeStorage(environment).decryptStringAsync(sealed)).toMatchObject({ result: 'a secret' });
  await expect(makeSafeStorage({}).decryptStringAsync(sealed)).rejects.toThrow('Error while decrypting');
});

it('tells a keyring that was reset from one that is locked', async () => {
  const file = keyringFile();
  const environment = { STAND_IN_KEYRING: file };
  const sealed = await makeSafeStorage(environment).encryptStringAsync('a secret');
  writeFileSync(file, '');
  await expect(makeSafeStorage(environment).decryptStringAsync(sealed)).rejects.toThrow('temporarily unavailable');
  rmSync(file);
  await expect(makeSafeStorage(environment).decryptStringAsync(sealed)).rejects.toThrow('Error while decrypting');
});
