import type { ApiKeyStatus, KeptKey, KeyPlace } from '../../shared/models/api-key.ts';
import { part } from '../../shared/models/problem-parts.ts';
import { problem } from '../../shared/models/problem-words.ts';
import { fail, ok, type Problem, type Result } from '../../shared/models/problem.ts';
import type { Sealed, SecretVault } from './secret-vault.ts';

/** What is on disk of an instance's key. */
export interface StoredKey {
  readonly instanceId: string;
  /** Null for a key that was not to be stored, or was destroyed: then the row only says that there was one. */
  readonly sealed: Sealed | null;
  readonly ending: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
}

/** Where stored keys are; each call is on disk when it returns null, or says why it is not. */
export interface KeyStore {
  find(instanceId: string): StoredKey | null;
  /** Adds a row, or replaces the one of the same instance and overwrites what was there. */
  put(row: StoredKey): Problem | null;
  remove(instanceId: string): Problem | null;
}

export interface InstanceKeysOptions {
  readonly vault: SecretVault;
  readonly store: KeyStore;
  /** Is there such an instance, and is it not deleted? */
  readonly exists: (instanceId: string) => boolean;
  readonly now: () => number;
}

interface KeyInMemory {
  readonly key: string;
  readonly since: number;
}

/**
 * The API key of each instance that has one. It leaves this object by `forStart` alone, for the environment of a process.
 *
 * A key that lies only in memory leaves a row without the key behind, so that the instance fails to start when the key is
 * gone: to go on with another sign-in, on somebody else's bill perhaps, is not for the tower to decide.
 */
export class InstanceKeys {
  readonly #options: InstanceKeysOptions;
  readonly #inMemory = new Map<string, KeyInMemory>();
  /** Instances whose key is another one than their newest process was given. */
  readonly #changed = new Set<string>();

  constructor(options: InstanceKeysOptions) {
    this.#options = options;
  }

  /** @param instanceId null asks only what this host can do for a key */
  async status(instanceId: string | null): Promise<Result<ApiKeyStatus>> {
    if (instanceId !== null && !this.#options.exists(instanceId)) return fail(problem('instance.notFound'));
    return ok({
      protection: await this.#options.vault.protection(),
      kept: instanceId === null ? null : this.#kept(instanceId),
      changedSinceStart: instanceId !== null && this.#changed.has(instanceId),
    });
  }

  /**
   * Gives an instance a key, in place of the one that it had.
   * @param place where the person agreed that it may lie
   * @returns the new status; `apiKey.notSealed` when it cannot be stored as safely as that, and then nothing has changed
   */
  async set(instanceId: string, key: string, place: KeyPlace): Promise<Result<ApiKeyStatus>> {
    const { vault, exists, now } = this.#options;
    if (!exists(instanceId)) return fail(problem('instance.notFound'));
    const since = now();
    const sealed = place === 'memory' ? null : await vault.seal(key);
    if (sealed?.ok === false) return sealed;
    if (place === 'keyring' && sealed?.value.protection === 'obfuscated') {
      return fail(problem('apiKey.notSealed', { reason: part('notProtected') }));
    }
    const keepsOther = sealed === null && (await this.#isSealedElsewhere(instanceId));
    // Deleted while the keyring was asked: its key was destroyed then, and none may come after.
    if (!exists(instanceId)) return fail(problem('instance.notFound'));
    if (!keepsOther) {
      const row = { instanceId, sealed: sealed?.value ?? null, ending: endingOf(key), since };
      const unwritten = this.#options.store.put(row);
      if (unwritten !== null) return fail(unwritten);
    }
    if (sealed === null) this.#inMemory.set(instanceId, { key, since });
    else this.#inMemory.delete(instanceId);
    this.#changed.add(instanceId);
    return this.status(instanceId);
  }

  /** Destroys the key of an instance, which then starts with whatever sign-in the computer has. */
  async remove(instanceId: string): Promise<Result<ApiKeyStatus>> {
    if (!this.#options.exists(instanceId)) return fail(problem('instance.notFound'));
    if (this.#kept(instanceId) !== null) {
      const unwritten = this.#options.store.remove(instanceId);
      if (unwritten !== null) return fail(unwritten);
      this.#inMemory.delete(instanceId);
      this.#changed.add(instanceId);
    }
    return this.status(instanceId);
  }

  /** Is a key of its own kept for an instance, wherever it lies? */
  has(instanceId: string): boolean {
    return this.#kept(instanceId) !== null;
  }

  /** Destroys the key of an instance that was deleted. Restored, it must be given one again. @returns why it is still there */
  destroy(instanceId: string): Problem | null {
    this.#inMemory.delete(instanceId);
    this.#changed.delete(instanceId);
    const stored = this.#options.store.find(instanceId);
    if (stored?.sealed == null) return null;
    return this.#options.store.put({ ...stored, sealed: null });
  }

  /**
   * The key with which a process of an instance is to be started; null for one that has none.
   * @returns `apiKey.forgotten`, `apiKey.notOpened` or `apiKey.storedElsewhere` when there is one but it cannot be had. What
   *   is stored stays stored.
   */
  async forStart({ id, name }: { readonly id: string; readonly name: string }): Promise<Result<string | null>> {
    const found = await this.#find(id, name);
    if (found.ok) this.#changed.delete(id);
    return found;
  }

  async #find(id: string, name: string): Promise<Result<string | null>> {
    const inMemory = this.#inMemory.get(id);
    if (inMemory !== undefined) return ok(inMemory.key);
    const stored = this.#options.store.find(id);
    if (stored === null) return ok(null);
    if (stored.sealed === null) return fail(problem('apiKey.forgotten', { name }));
    const opened = await this.#options.vault.open(stored.sealed.bytes);
    if (opened.ok) {
      if (opened.wantsSealing) await this.#sealAgain(stored, opened.text);
      return ok(opened.text);
    }
    const { failure } = opened;
    return failure.kind === 'noKeyring'
      ? fail(problem('apiKey.storedElsewhere', { name }))
      : fail(problem('apiKey.notOpened', { name }, failure.reason));
  }

  /** Is a key stored that this host cannot open? Another host may: a key for this run alone must not destroy it. */
  async #isSealedElsewhere(instanceId: string): Promise<boolean> {
    const stored = this.#options.store.find(instanceId);
    if (stored?.sealed == null) return false;
    return !(await this.#options.vault.open(stored.sealed.bytes)).ok;
  }

  /** Never with less protection than before, and without a word when it cannot be done: the old seal still opens. */
  async #sealAgain(stored: StoredKey, key: string): Promise<void> {
    const sealed = await this.#options.vault.seal(key);
    if (!sealed.ok || (sealed.value.protection === 'obfuscated' && stored.sealed?.protection === 'keyring')) return;
    // Replaced or removed while the keyring was asked: the newer one stays.
    if (this.#options.store.find(stored.instanceId)?.sealed?.bytes.equals(stored.sealed?.bytes ?? Buffer.alloc(0))) {
      this.#options.store.put({ ...stored, sealed: sealed.value });
    }
  }

  #kept(instanceId: string): KeptKey | null {
    const inMemory = this.#inMemory.get(instanceId);
    if (inMemory !== undefined) return { place: 'memory', ending: endingOf(inMemory.key), since: inMemory.since };
    const stored = this.#options.store.find(instanceId);
    if (stored === null) return null;
    return { place: stored.sealed?.protection ?? 'forgotten', ending: stored.ending, since: stored.since };
  }
}

/** What tells a person which key it is, without telling much of a short one. */
function endingOf(key: string): string {
  return key.length >= 16 ? key.slice(-4) : '';
}
