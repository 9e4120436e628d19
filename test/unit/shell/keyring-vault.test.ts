import { describe, expect, it, vi } from 'vitest';
import { KeyringVault, type KeyringStorage } from '../../../apps/main/shell/keyring-vault.ts';

const storageWith = (own: Partial<KeyringStorage>): KeyringStorage => ({
  isAsyncEncryptionAvailable: () => Promise.resolve(true),
  encryptStringAsync: (text) => Promise.resolve(Buffer.from(`v11${Buffer.from(text).toString('hex')}`)),
  decryptStringAsync: () => Promise.resolve({ result: 'a secret', shouldReEncrypt: false }),
  getSelectedStorageBackend: () => 'gnome_libsecret',
  ...own,
});
const never = <T>(): Promise<T> => new Promise<T>(() => undefined);
const v10 = () => Promise.resolve(Buffer.from('v10xyz'));

describe('what the keyring of this computer is worth', () => {
  it.each([
    ['a seal by the keyring', 'linux', {}, 'keyring'],
    [
      "a seal by Chromium's own password, whatever backend it names",
      'linux',
      { encryptStringAsync: v10 },
      'obfuscated',
    ],
    ['a backend that hides nothing', 'linux', { getSelectedStorageBackend: () => 'basic_text' }, 'obfuscated'],
    ['the Keychain of macOS', 'darwin', { encryptStringAsync: v10 }, 'keyring'],
    ['DPAPI of Windows', 'win32', { encryptStringAsync: v10 }, 'keyring'],
    ['none', 'linux', { isAsyncEncryptionAvailable: () => Promise.resolve(false) }, 'none'],
    ['one that refuses', 'linux', { encryptStringAsync: () => Promise.reject(new Error('no.')) }, 'none'],
  ] as const)('%s', async (_, platform, own, expected) => {
    expect(await new KeyringVault(storageWith(own), platform).protection()).toBe(expected);
  });

  it('is not asked of a backend where there is none to name', async () => {
    const getSelectedStorageBackend = vi.fn<KeyringStorage['getSelectedStorageBackend']>();
    await new KeyringVault(storageWith({ getSelectedStorageBackend }), 'darwin').protection();
    expect(getSelectedStorageBackend).not.toHaveBeenCalled();
  });
});

it('says why it could not seal and why it could not open', async () => {
  const refuse = () => Promise.reject(new Error('Error while decrypting.'));
  const vault = new KeyringVault(storageWith({ encryptStringAsync: refuse, decryptStringAsync: refuse }), 'linux');
  expect(await vault.seal('a secret')).toMatchObject({
    problem: { code: 'apiKey.notSealed', message: 'The API key was not stored: Error while decrypting.' },
  });
  expect(await vault.open(Buffer.from('v11'))).toEqual({
    ok: false,
    failure: { kind: 'refused', reason: 'Error while decrypting' },
  });
});

it('passes on that a secret wants to be sealed again', async () => {
  const decryptStringAsync = () => Promise.resolve({ result: 'a secret', shouldReEncrypt: true });
  expect(await new KeyringVault(storageWith({ decryptStringAsync }), 'linux').open(Buffer.from('v11'))).toEqual({
    ok: true,
    text: 'a secret',
    wantsSealing: true,
  });
});

it('does not wait for ever for somebody to unlock the keyring', async () => {
  const silent = storageWith({
    isAsyncEncryptionAvailable: never,
    encryptStringAsync: never,
    decryptStringAsync: never,
  });
  const vault = new KeyringVault(silent, 'linux', 5);
  expect(await vault.protection()).toBe('none');
  expect(await vault.open(Buffer.from('v11'))).toMatchObject({ ok: false, failure: { kind: 'refused' } });
});
