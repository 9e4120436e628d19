import { apiKeySchema, type KeyPlace, type Protection } from '../../../shared/models/api-key.ts';

/** What a person is about to do with the key of an instance. */
export interface KeyDraft {
  /** Is there a field to type into, or is what is kept left as it is, or taken away? */
  readonly intent: 'keep' | 'enter' | 'remove';
  readonly typed: string;
  /** Is it to outlive the tower? Null while nobody said so: then only what a keyring seals does. */
  readonly store: boolean | null;
}

/** What saving has to do about the key. */
export type KeyStep =
  | { readonly kind: 'none' }
  | { readonly kind: 'invalid' }
  | { readonly kind: 'remove' }
  | { readonly kind: 'set'; readonly key: string; readonly place: KeyPlace };

export const untouchedKey: KeyDraft = { intent: 'keep', typed: '', store: null };

/** Whether the key will outlive the tower, as the tick shows it. */
export function isStored({ store }: Pick<KeyDraft, 'store'>, protection: Protection): boolean {
  return protection === 'none' ? false : (store ?? protection === 'keyring');
}

/**
 * @param protection what the host said that it can do for a key; the tower refuses to do with less than that
 * @returns what saving has to do; an empty field changes nothing
 */
export function keyStepOf(draft: KeyDraft, protection: Protection): KeyStep {
  if (draft.intent === 'remove') return { kind: 'remove' };
  if (draft.typed.trim() === '') return { kind: 'none' };
  const key = apiKeySchema.safeParse(draft.typed);
  if (!key.success) return { kind: 'invalid' };
  const place = isStored(draft, protection) && protection !== 'none' ? protection : 'memory';
  return { kind: 'set', key: key.data, place };
}

const secretName = /^(ANTHROPIC_(API_KEY|AUTH_TOKEN)|.*_(KEY|TOKEN|SECRET))$/i;

/** The names among typed environment variables that look as if their values were secrets. */
export function secretVariables(environment: string): readonly string[] {
  const names = environment.split('\n').flatMap((line) => {
    const [, name, value] = /^\s*([A-Za-z_][A-Za-z0-9_]*)=(.*)$/.exec(line) ?? [];
    return name !== undefined && value?.trim() !== '' && secretName.test(name) ? [name] : [];
  });
  return [...new Set(names)];
}
