import { z } from 'zod';

/**
 * What a host can do for a key that is to outlive the tower. `keyring`: the system's keyring seals it. `obfuscated`: it is
 * sealed with a key that everybody knows, so that whoever may read the data folder can read it. `none`: it is not stored.
 */
export const protections = ['keyring', 'obfuscated', 'none'] as const;
export const protectionSchema = z.enum(protections);
export type Protection = z.infer<typeof protectionSchema>;

/**
 * Where a key may lie, as the person agreed: only in memory until the tower ends, sealed by the keyring, or stored although
 * it could be read.
 */
export const keyPlaceSchema = z.enum(['memory', 'keyring', 'obfuscated']);
export type KeyPlace = z.infer<typeof keyPlaceSchema>;

/**
 * A key as it is typed. Visible ASCII without quotes and backslashes is what every API takes in a header, and looks the same
 * in JSON, so that a key that is said by mistake can be found and hidden; one shorter than 6 could be any word.
 */
export const apiKeySchema = z
  .string()
  .trim()
  .min(6, 'a key has at least 6 characters')
  .max(4096, 'a key has at most 4096 characters')
  .regex(/^[!#-[\]-~]*$/, 'a key has neither blanks nor quotes nor letters beyond ASCII');

/** What is told of an instance's key; never the key. */
export const keptKeySchema = z
  .object({
    /** `forgotten`: it lay in memory, or went with a deletion. The instance does not start without an answer to that. */
    place: z.enum([...keyPlaceSchema.options, 'forgotten']),
    /** Its last four characters; empty when it is too short to tell them. */
    ending: z.string().max(4),
    /** When it was given, in milliseconds since the epoch. */
    since: z.number(),
  })
  .readonly();
export type KeptKey = z.infer<typeof keptKeySchema>;

export const apiKeyStatusSchema = z
  .object({
    /** What this host could do for a key that is typed now. */
    protection: protectionSchema,
    kept: keptKeySchema.nullable(),
    /** True when the key was changed after the process of the instance was last given one. */
    changedSinceStart: z.boolean(),
  })
  .readonly();
export type ApiKeyStatus = z.infer<typeof apiKeyStatusSchema>;
