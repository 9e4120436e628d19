import { z } from 'zod';
import { problemSchema } from './problem.ts';

/** What a CLI says of itself in its answer to `initialize`. */
export const cliModelSchema = z
  .object({ value: z.string(), displayName: z.string(), description: z.string() })
  .readonly();
export type CliModel = z.infer<typeof cliModelSchema>;

export const cliCommandSchema = z
  .object({ name: z.string(), description: z.string(), argumentHint: z.string() })
  .readonly();
export type CliCommand = z.infer<typeof cliCommandSchema>;

export const cliOfferSchema = z
  .object({ models: z.array(cliModelSchema).readonly(), commands: z.array(cliCommandSchema).readonly() })
  .readonly();
export type CliOffer = z.infer<typeof cliOfferSchema>;

/** One check of the doctor: what was looked at, what was seen, and what is wrong with it. */
export const checkSchema = z
  .object({
    id: z.enum(['cli.path', 'cli.version', 'cli.login', 'cli.root', 'git', 'data']),
    status: z.enum(['ok', 'warning', 'failed']),
    evidence: z.string(),
    problem: problemSchema.nullable(),
  })
  .readonly();
export type Check = z.infer<typeof checkSchema>;

export const diagnosisSchema = z
  .object({
    checks: z.array(checkSchema).readonly(),
    /** The executable in use; null when there is none. */
    claudePath: z.string().nullable(),
    claudeVersion: z.string().nullable(),
    /** Others that were found, best first. */
    candidates: z
      .array(z.object({ path: z.string(), version: z.string().nullable(), source: z.string() }).readonly())
      .readonly(),
  })
  .readonly();
export type Diagnosis = z.infer<typeof diagnosisSchema>;
