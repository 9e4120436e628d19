import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { SafeStorage } from 'electron';

type StandInStorage = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>;

/** What Chromium on Linux seals with when no keyring answers: everybody has its source. */
const knownPassword = Buffer.from('peanuts');
const prefixLength = 3;
const tagLength = 16;
const nonceLength = 12;

/**
 * Electron's safeStorage on Linux. Without a keyring it seals by a password that everybody knows, and marks it `v10` as
 * Chromium does. A test that wants a keyring names a file in STAND_IN_KEYRING: it holds the password, and is made if it is
 * not there. Deleted it is a keyring that was reset, with nothing in it one that is locked.
 */
export function makeSafeStorage(environment: NodeJS.ProcessEnv): StandInStorage {
  const file = environment['STAND_IN_KEYRING'] ?? null;
  const passwordOf = (prefix: string): Buffer => (prefix === 'v10' || file === null ? knownPassword : keyringIn(file));
  return {
    isAsyncEncryptionAvailable: () => Promise.resolve(true),
    getSelectedStorageBackend: () => (file === null ? 'basic_text' : 'gnome_libsecret'),
    encryptStringAsync: async (text) => {
      const prefix = file === null ? 'v10' : 'v11';
      const nonce = randomBytes(nonceLength);
      const cipher = createCipheriv('aes-256-gcm', keyFrom(passwordOf(prefix)), nonce);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.from(prefix), nonce, cipher.getAuthTag(), sealed]);
    },
    decryptStringAsync: async (sealed) => {
      const prefix = sealed.subarray(0, prefixLength).toString('latin1');
      const body = sealed.subarray(prefixLength);
      const decipher = createDecipheriv('aes-256-gcm', keyFrom(passwordOf(prefix)), body.subarray(0, nonceLength));
      decipher.setAuthTag(body.subarray(nonceLength, nonceLength + tagLength));
      try {
        const text = Buffer.concat([decipher.update(body.subarray(nonceLength + tagLength)), decipher.final()]);
        return { result: text.toString('utf8'), shouldReEncrypt: false };
      } catch (error) {
        const words = 'Error while decrypting the ciphertext provided to safeStorage.decryptStringAsync.';
        throw new Error(words, { cause: error });
      }
    },
  };
}

function keyringIn(file: string): Buffer {
  if (!existsSync(file)) writeFileSync(file, randomBytes(16));
  const password = readFileSync(file);
  if (password.length > 0) return password;
  throw new Error('safeStorage.decryptStringAsync is temporarily unavailable. Please try again.');
}

function keyFrom(password: Buffer): Buffer {
  return createHash('sha256').update(password).digest();
}
