import { z } from 'zod';
import { usageSchema } from './instance.ts';
import { problemSchema } from './problem.ts';
import { treeUsageSchema } from './resources.ts';

/** `cli`: nobody asked for it: the end of background work, a message of another session (protocol, section 2.6). */
export const turnSchema = z
  .object({
    id: z.uuid(),
    instanceId: z.uuid(),
    taskId: z.uuid().nullable(),
    origin: z.enum(['task', 'cli']),
    status: z.enum(['open', 'completed', 'failed', 'interrupted']),
    /** The CLI's own reason, as it came. */
    terminalReason: z.string().nullable(),
    problem: problemSchema.nullable(),
    /** What this turn added, not the process's running total. */
    usage: usageSchema,
    model: z.string().nullable(),
    rounds: z.number().int(),
    /** The most that its process tree was seen to use; null for a turn that ended between two looks. */
    peak: treeUsageSchema.nullable().default(null),
    startedAt: z.number(),
    endedAt: z.number().nullable(),
  })
  .readonly();
export type Turn = z.infer<typeof turnSchema>;
