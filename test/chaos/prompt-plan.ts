import type { FakeStep } from '../support/fake-claude/script.ts';
import type { ReplyStep } from '../support/messages-api/reply-script.ts';
import type { Dice } from './dice.ts';

/** What a prompt has its agent do. */
export interface PromptPlan {
  readonly name: string;
  readonly steps: readonly FakeStep[];
}

const bash = (command: string, extra: { readonly run_in_background?: boolean } = {}): ReplyStep => ({
  text: 'I run it.',
  tools: [{ name: 'Bash', input: { command, ...extra } }],
});
const done = { text: 'Done.' };

/** What the real CLI is led to by the API's answers, and the stand-in for it alike. */
const ordinary: readonly [PromptPlan, ...PromptPlan[]] = [
  { name: 'words', steps: [{ text: 'A short answer.' }] },
  { name: 'slow words', steps: [{ text: 'An answer that takes its time, piece by piece.', pieces: 10, paceMs: 40 }] },
  { name: 'a short tool', steps: [bash('sleep 0.2; echo ready'), done] },
  { name: 'a long tool', steps: [bash('sleep 40'), done] },
  { name: 'a tool with a nohup child', steps: [bash('nohup sleep 300 >/dev/null 2>&1 & echo $!'), done] },
  {
    name: 'a tool with a grandchild of init in a session of its own',
    steps: [bash('setsid sh -c "sleep 300 & exec sleep 300" >/dev/null 2>&1 </dev/null & echo $!'), done],
  },
  { name: 'background work', steps: [bash('sleep 0.6; echo later', { run_in_background: true }), done] },
  { name: 'an answer that never ends', steps: [{ text: 'It begins, and stops.', pieces: 4, hangAfter: 2 }] },
  { name: 'an overloaded API', steps: [{ status: 529, message: 'Overloaded', times: 1 }, done] },
  { name: 'an API that fails once', steps: [{ status: 500, message: 'Internal', times: 1 }, done] },
  { name: 'a stream that breaks', steps: [{ text: 'Half of it is said twice.', pieces: 4, dropAfter: 2 }] },
  {
    name: 'a question',
    steps: [
      {
        tools: [
          {
            name: 'AskUserQuestion',
            input: {
              questions: [
                {
                  question: 'Which one?',
                  header: 'Choice',
                  multiSelect: false,
                  options: [
                    { label: 'This', description: 'the one' },
                    { label: 'That', description: 'the other' },
                  ],
                },
              ],
            },
          },
        ],
      },
      done,
    ],
  },
];

/** What only the stand-in can be told to do. */
const misbehaving: readonly [PromptPlan, ...PromptPlan[]] = [
  { name: 'an orphan', steps: [{ act: 'spawn', command: 'exec sleep 300', as: 'orphan' }, done] },
  { name: 'a child in its own session', steps: [{ act: 'spawn', command: 'exec sleep 300', as: 'session' }, done] },
  {
    name: 'an orphan that forks on and on',
    steps: [
      { act: 'spawn', command: 'while :; do sh -c "sleep 0.2" & wait; done', as: 'orphan' },
      { act: 'wait', ms: 300 },
      done,
    ],
  },
  {
    name: 'an orphan deaf to signals',
    steps: [{ act: 'spawn', command: 'trap "" INT TERM HUP; while :; do sleep 1; done', as: 'orphan' }, done],
  },
  { name: 'no result', steps: [{ act: 'noResult' }, done] },
  { name: 'two results', steps: [{ act: 'twoResults' }, done] },
  { name: 'an unasked result', steps: [done, { act: 'result', text: 'of nothing' }] },
  {
    name: 'a hang with processes of every kind',
    steps: [
      { act: 'spawn', command: 'exec sleep 300', as: 'child' },
      { act: 'spawn', command: 'exec sleep 300', as: 'session' },
      { act: 'spawn', command: 'exec sleep 300', as: 'orphan' },
      { act: 'hang' },
    ],
  },
  { name: 'a tool that hangs for long', steps: [bash('sleep 60 & sleep 60'), done] },
  { name: 'a freeze', steps: [{ act: 'freeze', ms: 700 }, done] },
  { name: 'a flood of deltas', steps: [{ act: 'flood', of: 'deltas', count: 3000 }] },
  { name: 'a flood of messages', steps: [{ act: 'flood', of: 'messages', count: 300 }, done] },
  { name: 'one long line', steps: [{ act: 'longLine', bytes: 2_000_000, as: 'text' }, done] },
  { name: 'garbage', steps: [{ act: 'print', text: 'no json\n{"type":\n' }, done] },
  {
    name: 'a death with an exit code',
    steps: [
      { act: 'wait', ms: 80 },
      { act: 'exit', code: 3 },
    ],
  },
  {
    name: 'a death with tools left behind',
    steps: [
      { act: 'spawn', command: 'exec sleep 300', as: 'orphan' },
      { act: 'wait', ms: 100 },
      { act: 'kill', signal: 'SIGSEGV' },
    ],
  },
  { name: 'half a last line', steps: [{ act: 'brokenLastLine' }, { act: 'exit', code: 0 }] },
  {
    name: 'deaf to everything',
    steps: [
      { act: 'ignoreSignals', signals: ['SIGTERM', 'SIGINT', 'SIGHUP'] },
      { act: 'ignoreEndOfInput' },
      { act: 'stopReading' },
      { act: 'hang' },
    ],
  },
];

/** @param real whether the agent is a real CLI, which does only what the API can lead it to */
export function planPrompt(dice: Dice, real: boolean): PromptPlan {
  return !real && dice.chance(0.5) ? dice.pick(misbehaving) : dice.pick(ordinary);
}

/** What an agent does in the course of a long day: nothing that hangs or kills. */
export function planSoakPrompt(dice: Dice): PromptPlan {
  return dice.pick<PromptPlan>([
    { name: 'words', steps: [{ text: 'A short answer.' }] },
    { name: 'slow words', steps: [{ text: 'Words that take their time. '.repeat(20), pieces: 40, paceMs: 10 }] },
    { name: 'a tool', steps: [bash('echo ready'), done] },
    { name: 'two tools', steps: [bash('sleep 0.1'), bash('seq 1 2000'), done] },
    { name: 'a tool with a nohup child', steps: [bash('nohup sleep 2 >/dev/null 2>&1 & echo $!'), done] },
    { name: 'a flood of deltas', steps: [{ act: 'flood', of: 'deltas', count: 500 }] },
    { name: 'a flood of messages', steps: [{ act: 'flood', of: 'messages', count: 30 }, done] },
  ]);
}
