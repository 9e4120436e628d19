import type { SafeStorage } from 'electron';
import type { Protection } from '../../shared/models/api-key.ts';
import { part } from '../../shared/models/problem-parts.ts';
import { problem } from '../../shared/models/problem-words.ts';
import { fail, ok, type Result } from '../../shared/models/problem.ts';
import type { Opened, Sealed, SecretVault } from '../secrets/secret-vault.ts';

export type KeyringStorage = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>;

/** How long a person may take to unlock their keyring, in milliseconds; one who is away must not hold up a quit for ever. */
const usualPatienceMs = 60_000;

/**
 * The system's keyring, by Electron's safeStorage: Keychain on macOS, DPAPI on Windows, the Secret Service, KWallet or the
 * portal on Linux. To be used only after the app is ready.
 */
export class KeyringVault implements SecretVault {
  readonly #storage: KeyringStorage;
  readonly #platform: NodeJS.Platform;
  readonly #patienceMs: number;

  constructor(storage: KeyringStorage, platform: NodeJS.Platform, patienceMs = usualPatienceMs) {
    this.#storage = storage;
    this.#platform = platform;
    this.#patienceMs = patienceMs;
  }

  /** Found out by sealing something: what Electron says beforehand is no promise that the keyring works. */
  async protection(): Promise<Protection> {
    const probe = await this.seal('probe');
    return probe.ok ? probe.value.protection : 'none';
  }

  async seal(text: string): Promise<Result<Sealed>> {
    try {
      if (!(await this.#inTime(this.#storage.isAsyncEncryptionAvailable()))) {
        return fail(problem('apiKey.notSealed', { reason: part('noKeyring') }));
      }
      const bytes = await this.#inTime(this.#storage.encryptStringAsync(text));
      return ok({ bytes, protection: this.#protectionOf(bytes) });
    } catch (error) {
      return fail(problem('apiKey.notSealed', { reason: reasonOf(error) }));
    }
  }

  async open(bytes: Buffer): Promise<Opened> {
    try {
      const { result, shouldReEncrypt } = await this.#inTime(this.#storage.decryptStringAsync(bytes));
      return { ok: true, text: result, wantsSealing: shouldReEncrypt };
    } catch (error) {
      return { ok: false, failure: { kind: 'refused', reason: reasonOf(error) } };
    }
  }

  /**
   * On Linux, Chromium falls back to a password that stands in its source when no keyring answers, whatever backend was
   * chosen; its seals begin with `v10`. Elsewhere `v10` is the keyring's.
   */
  #protectionOf(bytes: Buffer): Sealed['protection'] {
    if (this.#platform !== 'linux') return 'keyring';
    const isOpenToAll =
      bytes.subarray(0, 3).toString('latin1') === 'v10' || this.#storage.getSelectedStorageBackend() === 'basic_text';
    return isOpenToAll ? 'obfuscated' : 'keyring';
  }

  #inTime<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const seconds = String(Math.round(this.#patienceMs / 1000));
      const late = setTimeout(() => reject(new Error(`no answer within ${seconds} seconds`)), this.#patienceMs);
      work.then(resolve, reject).finally(() => clearTimeout(late));
    });
  }
}

/** The keyring's own words, without those that Electron puts around them. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.replace(/\.$/, '') : String(error);
}
