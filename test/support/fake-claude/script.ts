import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { jsonObjectSchema } from '../../../apps/shared/models/json.ts';
import { answerStepSchema, refusalStepSchema } from '../messages-api/reply-script.ts';
import { imitations } from './profile.ts';

const signalSchema = z.enum(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGKILL', 'SIGABRT', 'SIGSEGV']);

/** What the real CLI would not do, or not at that moment. The README says what each is for. */
export const actSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('exit'), code: z.number().int().min(0).max(255) }),
  z.strictObject({ act: z.literal('kill'), signal: signalSchema }),
  z.strictObject({ act: z.literal('hang') }),
  z.strictObject({ act: z.literal('freeze'), ms: z.number().optional() }),
  z.strictObject({ act: z.literal('wait'), ms: z.number().min(0) }),
  z.strictObject({ act: z.literal('print'), text: z.string() }),
  z.strictObject({ act: z.literal('bytes'), base64: z.string() }),
  z.strictObject({ act: z.literal('stderr'), text: z.string() }),
  z.strictObject({ act: z.literal('event'), event: jsonObjectSchema }),
  z.strictObject({
    act: z.literal('longLine'),
    bytes: z.number().int().min(1),
    as: z.enum(['text', 'unknown', 'garbage']),
  }),
  z.strictObject({ act: z.literal('cut'), bytes: z.number().int().min(1), paceMs: z.number().min(0).optional() }),
  z.strictObject({ act: z.literal('brokenLastLine') }),
  z.strictObject({ act: z.literal('result'), text: z.string().optional(), isError: z.boolean().optional() }),
  z.strictObject({ act: z.literal('noResult') }),
  z.strictObject({ act: z.literal('twoResults') }),
  z.strictObject({
    act: z.literal('flood'),
    of: z.enum(['deltas', 'messages']),
    count: z.number().int().min(1),
    /** As fast as possible when absent. */
    perSecond: z.number().positive().optional(),
    text: z.string().optional(),
  }),
  z.strictObject({
    act: z.literal('spawn'),
    command: z.string(),
    /** child: ours. session: its own session. orphan: in a session of its own and adopted by init. */
    as: z.enum(['child', 'session', 'orphan']),
  }),
  z.strictObject({ act: z.literal('ignoreSignals'), signals: z.array(signalSchema) }),
  z.strictObject({ act: z.literal('ignoreEndOfInput') }),
  z.strictObject({ act: z.literal('stopReading') }),
]);
export type Act = z.infer<typeof actSchema>;

export const fakeStepSchema = z.union([actSchema, answerStepSchema, refusalStepSchema]);
export type FakeStep = z.infer<typeof fakeStepSchema>;

export const moments = [
  'spawn',
  'initialize',
  'init',
  'beforeResult',
  'afterResult',
  'interrupt',
  'endOfInput',
] as const;
export type Moment = (typeof moments)[number];

/** The whole behaviour of one fake CLI: FAKE_CLAUDE_SCRIPT, a path or the JSON itself. */
export const fakeScriptSchema = z.strictObject({
  imitate: z.enum(imitations).default('2.1.330'),
  /** Milliseconds before anything is read or written. */
  startDelayMs: z.number().min(0).default(0),
  /** What prompts may ask for by `[[name]]`. */
  scripts: z.record(z.string(), z.array(fakeStepSchema)).default({}),
  /** What a prompt without a directive gets; the prompt is echoed when absent. */
  reply: z.array(fakeStepSchema).optional(),
  /** Acts at moments of the life of the process. */
  at: z.partialRecord(z.enum(moments), z.array(actSchema)).default({}),
  /** `auth status` and the first turn say that nobody is signed in. */
  signedIn: z.boolean().default(true),
  /** Multiplies every delay before a retry; the real delays last minutes. */
  retryPace: z.number().min(0).default(1),
});
export type FakeScript = z.infer<typeof fakeScriptSchema>;

export const inlineScriptSchema = z.strictObject({ id: z.string().optional(), steps: z.array(fakeStepSchema) });

/**
 * Reads the behaviour from the environment. FAKE_CLAUDE_IMITATE, when set, wins over the script's own `imitate`.
 * Throws an Error with a readable message when the script cannot be read: a mistake of the test's author.
 */
export function loadScript(environment: NodeJS.ProcessEnv): FakeScript {
  const source = environment['FAKE_CLAUDE_SCRIPT'] ?? '{}';
  const text = source.trimStart().startsWith('{') ? source : readFileSync(source, 'utf8');
  const script = fakeScriptSchema.safeParse(JSON.parse(text));
  if (!script.success) throw new Error(`FAKE_CLAUDE_SCRIPT is not a script: ${z.prettifyError(script.error)}`);
  const imitate = environment['FAKE_CLAUDE_IMITATE'];
  if (!imitate) return script.data;
  return { ...script.data, imitate: z.enum(imitations).parse(imitate) };
}
