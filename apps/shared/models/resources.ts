import { z } from 'zod';

/** What the whole process tree of an instance uses: the CLI, its tools, and whatever they started. */
export const treeUsageSchema = z
  .object({
    /** Percent of one core since the sample before, so 250 is two cores and a half; null where there is none before. */
    cpuPercent: z.number().min(0).nullable(),
    /** Resident memory in bytes. Pages that processes share count once for each, so it is rather too much than too little. */
    memoryBytes: z.number().min(0),
    processes: z.number().int().min(0),
  })
  .readonly();
export type TreeUsage = z.infer<typeof treeUsageSchema>;

/** All that was measured at one time. An instance without a process is not in it. */
export const resourceSampleSchema = z
  .object({
    at: z.number(),
    instances: z.record(z.uuid(), treeUsageSchema),
    computer: z
      .object({
        cores: z.number().int(),
        memoryBytes: z.number(),
        /** What programs can still be given without swapping; null where the system cannot tell. */
        availableBytes: z.number().nullable(),
      })
      .readonly(),
  })
  .readonly();
export type ResourceSample = z.infer<typeof resourceSampleSchema>;

/** One sample of one instance, as its history keeps it. */
export const usagePointSchema = treeUsageSchema.unwrap().extend({ at: z.number() }).readonly();
export type UsagePoint = z.infer<typeof usagePointSchema>;

/** The most that was seen of an instance during a turn. */
export type UsagePeak = TreeUsage;

/** What is done with an instance over its memory limit: say so; abort its turn; end it with all that it started. */
export const overLimitPolicies = ['tell', 'interrupt', 'stop'] as const;
export const overLimitPolicySchema = z.enum(overLimitPolicies);
export type OverLimitPolicy = z.infer<typeof overLimitPolicySchema>;

const mebibyte = 1024 * 1024;
/** A limit on memory in bytes; null is none. An idle CLI alone takes some 200 MB. */
export const memoryLimitSchema = z
  .number()
  .int()
  .min(mebibyte)
  .max(1024 ** 5)
  .nullable();
