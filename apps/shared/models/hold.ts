import { z } from 'zod';
import { problemSchema } from './problem.ts';

/**
 * Why the API takes no work just now. limit: the account has used up what it may use for a while. overload: a model has no
 * room. outage: the API cannot be reached.
 */
export const holdCauses = ['limit', 'overload', 'outage'] as const;

/**
 * Queues that wait because trying again would fail again. When its time is over one task is tried; if that fails as well,
 * the hold goes on for longer, and if it does not, all go on.
 */
export const holdSchema = z
  .object({
    id: z.uuid(),
    cause: z.enum(holdCauses),
    /** Whose work waits, as of the hold's last change. */
    instanceIds: z.array(z.uuid()).readonly(),
    /** Only work for this model waits; null: for any. */
    model: z.string().nullable(),
    since: z.number(),
    /** When it is tried again, in milliseconds since the epoch. */
    until: z.number(),
    /** How often work was refused. */
    attempts: z.number().int(),
    problem: problemSchema,
  })
  .readonly();
export type Hold = z.infer<typeof holdSchema>;
