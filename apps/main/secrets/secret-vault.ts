import type { Protection } from '../../shared/models/api-key.ts';
import { part } from '../../shared/models/problem-parts.ts';
import { problem } from '../../shared/models/problem-words.ts';
import { fail, type Result } from '../../shared/models/problem.ts';

/** A secret as it may be stored. */
export interface Sealed {
  readonly bytes: Buffer;
  /** What it takes to open it, as seen by the seal itself: the keyring, or nothing that a reader lacks. */
  readonly protection: Exclude<Protection, 'none'>;
}

/** Why a secret stays closed: nothing here opens any, or the keyring does not open this one. */
export type OpenFailure = { readonly kind: 'noKeyring' } | { readonly kind: 'refused'; readonly reason: string };

export type Opened =
  | {
      readonly ok: true;
      readonly text: string;
      /** The keyring has a newer key: it asks to have the secret sealed again. */
      readonly wantsSealing: boolean;
    }
  | { readonly ok: false; readonly failure: OpenFailure };

/** Seals secrets so that they may be stored, as well as the host can. Never throws; nothing that it tells is the secret. */
export interface SecretVault {
  /** What a secret that is sealed now would be protected by. */
  protection(): Promise<Protection>;
  /** @returns the sealed secret, or `apiKey.notSealed` with the reason */
  seal(text: string): Promise<Result<Sealed>>;
  open(bytes: Buffer): Promise<Opened>;
}

/** The vault of a host without a keyring: it stores nothing, so that no secret lies anywhere in plain text. */
export const noVault: SecretVault = {
  protection: () => Promise.resolve('none'),
  seal: () => Promise.resolve(fail(problem('apiKey.notSealed', { reason: part('noKeyringHere') }))),
  open: () => Promise.resolve({ ok: false, failure: { kind: 'noKeyring' } }),
};
