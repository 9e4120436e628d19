import { z } from 'zod';

/**
 * What an open turn is at, told apart by evidence. thinking: the model is asked or answers. tool: a tool runs. waiting: a
 * person has to answer. retrying: the CLI tries the API again, by its own word. stalled: none of these explains the silence.
 */
export const turnStates = ['thinking', 'tool', 'waiting', 'retrying', 'stalled'] as const;
export const turnStateSchema = z.enum(turnStates);

/**
 * The reasons to take a turn for stalled. noResult: the model has ended its answer, and the CLI does not say so. retries: the
 * API is tried again and again, and nothing comes of it.
 */
export const stallKinds = ['silent', 'tool', 'noResult', 'retries'] as const;

/** What is known of a turn that is open. Times are milliseconds since the epoch. What came later has a default. */
export const turnEvidenceSchema = z
  .object({
    state: turnStateSchema,
    /** When the CLI last printed a byte. */
    heardAt: z.number(),
    /** The tools that have begun and not ended, oldest first. Those of subagents in the background are not the turn's. */
    tools: z.array(z.object({ name: z.string(), since: z.number() }).readonly()).readonly(),
    /** What its process tree uses, in percent of one core; null when it was not measured. */
    cpuPercent: z.number().nullable(),
    /** Until when the CLI waits before it tries the API again; null when it does not. */
    retryAt: z.number().nullable(),
    /** Since when the API is tried again without a whole block of an answer in between; null when it is not. */
    retryingSince: z.number().nullable().default(null),
    stall: z.enum(stallKinds).nullable(),
    /** Whether the tower goes on to do something about the stall by itself; where it does not, it is left to a person. */
    mending: z.boolean().default(false),
  })
  .readonly();
export type TurnEvidence = z.infer<typeof turnEvidenceSchema>;

/**
 * What can be done about a turn that does not go on. nudge: move the silent command that it waits for to the background, and
 * where it waits for none, check. check: ask the CLI whether it hears us, which changes nothing.
 */
export const recoveries = ['nudge', 'interrupt', 'restart', 'check'] as const;
export const recoverySchema = z.enum(recoveries);
export type Recovery = z.infer<typeof recoverySchema>;

/** What came of it at once. */
export const recoveredSchema = z
  .object({
    /** Whether the CLI answers; null when it was not asked. */
    answers: z.boolean().nullable(),
    /** How many commands now run on in the background. */
    moved: z.number().int().default(0),
    /** Why the CLI did not move them, in its own words; null when it said nothing against it. */
    refused: z.string().nullable().default(null),
  })
  .readonly();
export type RecoveryOutcome = z.infer<typeof recoveredSchema>;
