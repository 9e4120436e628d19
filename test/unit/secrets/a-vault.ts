import type { Protection } from '../../../apps/shared/models/api-key.ts';
import { problem } from '../../../apps/shared/models/problem-words.ts';
import { fail, ok } from '../../../apps/shared/models/problem.ts';
import type { Opened, SecretVault } from '../../../apps/main/secrets/secret-vault.ts';

/** A keyring in memory that a test locks, resets, takes away or rotates. Its seals show nothing of what they hold. */
export class AVault implements SecretVault {
  kind: Protection = 'keyring';
  isLocked = false;
  wantsSealing = false;
  /** Called while something is sealed, as if a person were asked to unlock the keyring. */
  meanwhile = (): void => undefined;
  readonly #texts = new Map<string, string>();
  #sealed = 0;

  protection(): Promise<Protection> {
    return Promise.resolve(this.kind);
  }

  async seal(text: string) {
    this.meanwhile();
    if (this.kind === 'none' || this.isLocked) return fail(problem('apiKey.notSealed', { reason: 'it is locked' }));
    const bytes = Buffer.from(`seal ${String((this.#sealed += 1))}`);
    this.#texts.set(bytes.toString(), text);
    return ok({ bytes, protection: this.kind });
  }

  async open(bytes: Buffer): Promise<Opened> {
    if (this.kind === 'none') return { ok: false, failure: { kind: 'noKeyring' } };
    const text = this.isLocked ? undefined : this.#texts.get(bytes.toString());
    if (text === undefined) return { ok: false, failure: { kind: 'refused', reason: 'it does not open' } };
    return { ok: true, text, wantsSealing: this.wantsSealing };
  }

  /** All that it sealed so far can no longer be opened. */
  reset(): void {
    this.#texts.clear();
  }
}
