import fc from 'fast-check';

/** What a CLI, or the system that runs it, can do next. */
const cliSteps = [
  'spawned',
  'spawnFails',
  'ready',
  'init',
  'runs',
  'rests',
  'begins',
  'toolBegins',
  'toolEnds',
  'answerEnds',
  'asks',
  'asksOfAgent',
  'answersInPart',
  'asksOddly',
  'withdraws',
  'result',
  'resultNamingNone',
  'resultOfAnother',
  'resultUnasked',
  'limitTold',
  'retries',
  'badKey',
  'background',
  'backgroundEnds',
  'cleared',
  'mode',
  'drops',
  'noise',
  'replies',
  'refuses',
  'exits',
  'crashes',
  'noConversation',
  'ladderEnds',
  'ladderFails',
] as const;

/** What a person can do. */
const personSteps = [
  'create',
  'submit',
  'submitAfter',
  'edit',
  'runAfter',
  'move',
  'cancel',
  'retry',
  'resume',
  'start',
  'stop',
  'restart',
  'delete',
  'restore',
  'interrupt',
  'check',
  'nudge',
  'recoverInterrupt',
  'recoverRestart',
  'newSession',
  'answer',
  'deny',
  'answerBadly',
  'pauseTower',
  'resumeTower',
  'pauseInstance',
  'resumeInstance',
  'release',
  'whenCut',
  'whenStalled',
  'cap',
  'model',
  'outOfMemory',
] as const;

/** What nobody does. */
const worldSteps = ['nextTimer', 'seconds', 'minutes', 'sleep', 'back', 'fill', 'empty', 'memory', 'kill'] as const;

/** The steps of ordinary work, which lead to where the others are worth something. */
const ordinary = ['spawned', 'ready', 'submit', 'begins', 'result', 'ladderEnds', 'seconds'] as const;

const kinds = [...cliSteps, ...personSteps, ...worldSteps, ...ordinary, ...ordinary, ...ordinary] as const;
export type StepKind = (typeof kinds)[number];

/** One step. What it is about is picked among what is there when its turn comes, so that shorter stories stay stories. */
export interface Step {
  readonly kind: StepKind;
  readonly pick: number;
  readonly how: number;
}

const step: fc.Arbitrary<Step> = fc.record({ kind: fc.constantFrom(...kinds), pick: fc.nat(3), how: fc.nat(11) });

/** Where a story begins: two instances that have done nothing yet, or that are both at a task and have another. */
const beginnings = {
  fresh: [],
  atWork: [
    ...[0, 1, 0, 1].map((pick) => ({ kind: 'submit', pick, how: 1 }) as const),
    ...[0, 0].map((pick) => ({ kind: 'spawned', pick, how: 0 }) as const),
    ...[0, 0].map((pick) => ({ kind: 'ready', pick, how: 0 }) as const),
    ...[0, 1].map((pick) => ({ kind: 'begins', pick, how: 0 }) as const),
  ],
} as const satisfies Record<string, readonly Step[]>;

export interface Story {
  readonly begins: keyof typeof beginnings;
  readonly steps: readonly Step[];
  /** How everything comes to its end: the CLIs answer, or print nothing any more. */
  readonly falls: 'answering' | 'silent';
}

export const stories: fc.Arbitrary<Story> = fc.record({
  begins: fc.constantFrom('fresh' as const, 'atWork' as const, 'atWork' as const),
  steps: fc.array(step, { minLength: 1, maxLength: 60, size: 'max' }),
  falls: fc.constantFrom('answering' as const, 'answering' as const, 'silent' as const),
});

/** All steps of a story, with those that lead to its beginning. */
export const stepsOf = ({ begins, steps }: Story): readonly Step[] => [...beginnings[begins], ...steps];

/** A story in a few lines, as it can be read and written into a table. */
export const told = ({ begins, steps, falls }: Story): string =>
  [begins, ...steps.map(({ kind, pick, how }) => `${kind} ${String(pick)} ${String(how)}`), falls].join(', ');

/** Reads what `told` writes. @throws for what is no story */
export function readStory(text: string): Story {
  const [begins, ...rest] = text.split(', ');
  const falls = rest.pop();
  if (begins !== 'fresh' && begins !== 'atWork')
    throw new Error(`a story begins fresh or atWork, not ${String(begins)}`);
  if (falls !== 'answering' && falls !== 'silent')
    throw new Error(`a story falls silent or answering, not ${String(falls)}`);
  const steps = rest.map((words) => {
    const [name, pick, how] = words.split(' ');
    const kind = kinds.find((known) => known === name);
    if (kind === undefined) throw new Error(`there is no step "${words}"`);
    return { kind, pick: Number(pick), how: Number(how) };
  });
  return { begins, steps, falls };
}
