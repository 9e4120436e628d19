import { z } from 'zod';
import { problemSchema } from './problem.ts';

/** The lists of the CLI's settings that say what an agent may do; the last one holds folders, not rules. */
export const ruleLists = ['allow', 'ask', 'deny', 'additionalDirectories'] as const;
export const ruleListSchema = z.enum(ruleLists);
export type RuleList = z.infer<typeof ruleListSchema>;

/**
 * Where rules are written down. local: a project's own settings on this computer, into which "always in this project" goes.
 * shared: those that a project has for everybody, usually kept in git. user: those of the person, for all projects.
 */
export const ruleScopes = ['local', 'shared', 'user'] as const;
export const ruleScopeSchema = z.enum(ruleScopes);
export type RuleScope = z.infer<typeof ruleScopeSchema>;

/** One rule as the CLI has it, such as `Bash(npm test:*)`, and the list in which it stands. */
export const standingRuleSchema = z.object({ list: ruleListSchema, text: z.string() }).readonly();
export type StandingRule = z.infer<typeof standingRuleSchema>;

/** One settings file of the CLI that says something about permissions, or cannot be read. */
export const ruleFileSchema = z
  .object({
    scope: ruleScopeSchema,
    /** The working directory whose file it is; null for the person's own. */
    directory: z.string().nullable(),
    path: z.string(),
    /** Where it leads when it, or a folder above it, is a link. */
    linkedTo: z.string().nullable(),
    /** The instances for which it holds. Any of them names the file. */
    instanceIds: z.array(z.uuid()).readonly(),
    /** Without repetitions. */
    rules: z.array(standingRuleSchema).readonly(),
    /** The mode in which sessions begin, in the CLI's words. */
    defaultMode: z.string().nullable(),
    /** Why nothing is known of its rules; it is never written then. */
    problem: problemSchema.nullable(),
  })
  .readonly();
export type RuleFile = z.infer<typeof ruleFileSchema>;

/** What was allowed for a process alone: it holds until that ends, and stands nowhere else. */
export const heldRulesSchema = z
  .object({ instanceId: z.uuid(), rules: z.array(standingRuleSchema).readonly() })
  .readonly();
export type HeldRules = z.infer<typeof heldRulesSchema>;
