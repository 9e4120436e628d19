import { z } from 'zod';

/**
 * What an open turn is at, told apart by evidence. thinking: the model is asked or answers. tool: a tool runs. waiting: a
 * person has to answer. retrying: the CLI tries the API again, by its own word. stalled: none of these explains the silence.
 */
export const turnStates = ['thinking', 'tool', 'waiting', 'retrying', 'stalled'] as const;
export const turnStateSchema = z.enum(turnStates);

/** The reasons to take a turn for stalled. noResult: the model has ended its answer, and the CLI does not say so. */
export const stallKinds = ['silent', 'tool', 'noResult'] as const;

/** What is known of a turn that is open. Times are milliseconds since the epoch. */
export const turnEvidenceSchema = z
  .object({
    state: turnStateSchema,
    /** When the CLI last printed a byte. */
    heardAt: z.number(),
    /** The tools that have begun and not ended, oldest first. */
    tools: z.array(z.object({ name: z.string(), since: z.number() }).readonly()).readonly(),
    /** What its process tree uses, in percent of one core; null when it was not measured. */
    cpuPercent: z.number().nullable(),
    /** Until when the CLI waits before it tries the API again; null when it does not. */
    retryAt: z.number().nullable(),
    stall: z.enum(stallKinds).nullable(),
  })
  .readonly();
export type TurnEvidence = z.infer<typeof turnEvidenceSchema>;

/** What can be done about a turn that does not go on. check: ask the CLI whether it hears us. */
export const recoveries = ['check', 'interrupt', 'restart'] as const;
export const recoverySchema = z.enum(recoveries);
export type Recovery = z.infer<typeof recoverySchema>;
