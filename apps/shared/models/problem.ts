import { z } from 'zod';

/**
 * Everything that can go wrong in a way that we expect, by name. A code is an identifier: windows translate it, scripts
 * match on it, and it never changes its meaning.
 */
export const problemCodes = [
  'input.invalid',
  'input.unknownCall',
  'sender.refused',
  'internal.failure',
  'instance.notFound',
  'instance.busy',
  'instance.notRunning',
  'instance.limit',
  'instance.noConversation',
  'instance.forkUnknown',
  'memory.overLimit',
  'memory.interrupted',
  'memory.stopped',
  'memory.short',
  'directory.missing',
  'directory.notDirectory',
  'directory.notReadable',
  'cli.notFound',
  'cli.notExecutable',
  'cli.notClaude',
  'cli.tooOld',
  'cli.notSignedIn',
  'cli.refusedRoot',
  'cli.startFailed',
  'cli.startTimeout',
  'cli.exited',
  'cli.protocol',
  'cli.sessionMissing',
  'cli.messageMissing',
  'cli.sessionInUse',
  'cli.badArguments',
  'cli.stopIncomplete',
  'apiKey.forgotten',
  'apiKey.notOpened',
  'apiKey.storedElsewhere',
  'apiKey.notSealed',
  'api.invalidKey',
  'api.noCredit',
  'api.unknownModel',
  'api.promptTooLong',
  'api.requestTooLarge',
  'api.rateLimited',
  'api.overloaded',
  'api.unreachable',
  'api.certificate',
  'api.refused',
  'api.failed',
  'turn.maxTurns',
  'turn.budget',
  'turn.interrupted',
  'turn.notStopping',
  'turn.failed',
  'task.notFound',
  'task.notQueued',
  'task.notCancellable',
  'task.notRetryable',
  'task.conversationGone',
  'task.conversationElsewhere',
  'task.afterUnknown',
  'task.afterItself',
  'hold.over',
  'task.interruptedByRestart',
  'task.interruptedByExit',
  'task.stopped',
  'prompt.empty',
  'prompt.tooLarge',
  'prompt.tooLong',
  'attachment.unsupported',
  'attachment.tooLarge',
  'request.notFound',
  'request.alreadyClosed',
  'request.answerMismatch',
  'rules.unreadable',
  'rules.gone',
  'rules.changed',
  'rules.notWritten',
  'rules.undoOver',
  'storage.full',
  'storage.readOnly',
  'storage.corrupt',
  'storage.newer',
  'storage.locked',
  'storage.failed',
  'export.failed',
  'tower.alreadyRunning',
  'tower.stopping',
  'connection.lost',
] as const;

export const problemCodeSchema = z.enum(problemCodes);
export type ProblemCode = z.infer<typeof problemCodeSchema>;

/** An expected failure, as a value: what happened, and what a person can do next. */
export const problemSchema = z
  .object({
    code: problemCodeSchema,
    /** What happened, one English sentence. Windows that speak another language build theirs from `code` and `params`. */
    message: z.string(),
    /** What to do next, one English sentence. */
    hint: z.string(),
    /** The values that were put into the sentences. */
    params: z.record(z.string(), z.union([z.string(), z.number()])).readonly(),
    /** Evidence for whoever wants it: stderr, an HTTP status, a path. Never a secret, never a prompt. */
    detail: z.string().nullable(),
  })
  .readonly();
export type Problem = z.infer<typeof problemSchema>;

/** What a call answers: the value, or the problem. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const fail = (problem: Problem): { readonly ok: false; readonly problem: Problem } => ({ ok: false, problem });
