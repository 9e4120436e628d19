import { describe, expect, it } from 'vitest';
import { judgeTurn, type TurnSigns } from '../../../apps/main/orchestrator/turn-judgement.ts';
import { TurnSignals } from '../../../apps/main/orchestrator/turn-signals.ts';
import { parseMessage } from '../../../apps/main/claude/message-parser.ts';
import { turnEvidenceSchema } from '../../../apps/shared/models/stall.ts';

const minute = 60_000;
const now = 1000 * minute;
const limits = { silenceMs: 5 * minute, toolMs: 30 * minute, retryMs: 15 * minute, resultMs: 2 * minute };
const quiet = (minutes: number, more: Partial<TurnSigns> = {}): TurnSigns => ({
  heardAt: now - minutes * minute,
  tools: [],
  retryAt: null,
  retries: null,
  answerEndedAt: null,
  asksPerson: false,
  cpuPercent: null,
  ...more,
});
const bash = [{ id: 'toolu_1', name: 'Bash', since: now - 90 * minute }];
/** @param since in minutes before now, as `last` */
const retries = (since: number, last: number): Partial<TurnSigns> => ({
  retryAt: now + 1,
  retries: { since: now - since * minute, last: now - last * minute },
});

describe('judging an open turn', () => {
  it.each<[string, TurnSigns, string, string | null]>([
    ['speaks', quiet(0), 'thinking', null],
    ['is silent for as long as it may', quiet(5), 'thinking', null],
    ['is silent for longer', quiet(5.1), 'stalled', 'silent'],
    ['asks a person, for hours', quiet(600, { asksPerson: true }), 'waiting', null],
    ['has announced a retry', quiet(20, { retryAt: now + 1 }), 'retrying', null],
    ['is in the retry that it announced', quiet(20, { retryAt: now - 0.9 * minute }), 'retrying', null],
    ['has not come back from its retry', quiet(20, { retryAt: now - 1.1 * minute }), 'stalled', 'silent'],
    ['tries again for as long as it may', quiet(0, retries(15, 0)), 'retrying', null],
    ['tries again for longer', quiet(0, retries(15.1, 0)), 'stalled', 'retries'],
    ['tries again after a long pause', quiet(9, retries(16, 9)), 'stalled', 'retries'],
    ['tries again, its answer breaking off', quiet(0, { ...retries(16, 2), retryAt: null }), 'stalled', 'retries'],
    ['is at a long answer after retries', quiet(0, { ...retries(16, 8), retryAt: null }), 'thinking', null],
    ['tries again while a person is asked', quiet(0, { ...retries(16, 0), asksPerson: true }), 'waiting', null],
    ['runs a tool for less than a tool may', quiet(29, { tools: bash }), 'tool', null],
    ['runs a tool that does nothing', quiet(31, { tools: bash, cpuPercent: 0.5 }), 'stalled', 'tool'],
    ['runs a tool that works', quiet(31, { tools: bash, cpuPercent: 80 }), 'tool', null],
    ['runs a tool of which nothing is measured', quiet(31, { tools: bash }), 'tool', null],
    ['runs a tool that works in circles', quiet(121, { tools: bash, cpuPercent: 80 }), 'stalled', 'tool'],
    ['has ended its answer a minute ago', quiet(1, { answerEndedAt: now - minute }), 'thinking', null],
    [
      'has ended its answer and gives no result',
      quiet(2.1, { answerEndedAt: now - 3 * minute }),
      'stalled',
      'noResult',
    ],
    ['has ended its answer and still prints', quiet(0.1, { answerEndedAt: now - 9 * minute }), 'thinking', null],
  ])('one that %s', (_, signs, state, stall) => {
    expect(judgeTurn(signs, limits, now)).toMatchObject({ state, stall });
  });

  it('goes by the limits that it is given', () => {
    const short = { silenceMs: 1000, toolMs: 2000, retryMs: 3000, resultMs: 4000 };
    const stall = (ago: number, more: Partial<TurnSigns>): string | null =>
      judgeTurn({ ...quiet(0, { cpuPercent: 0, ...more }), heardAt: now - ago }, short, now).stall;
    const answered = { answerEndedAt: now - 10_000 };
    const trying = (since: number) => ({ retries: { since: now - since, last: now } });
    expect([stall(1000, {}), stall(1001, {})]).toEqual([null, 'silent']);
    expect([stall(2000, { tools: bash }), stall(2001, { tools: bash })]).toEqual([null, 'tool']);
    expect([stall(0, trying(3000)), stall(0, trying(3001))]).toEqual([null, 'retries']);
    expect([stall(4000, answered), stall(4001, answered)]).toEqual([null, 'noResult']);
  });

  it('shows since when it has tried again, and of tools what is shown of them', () => {
    const shown = judgeTurn(quiet(0, { ...retries(16, 0), tools: bash }), limits, now);
    expect(shown).toMatchObject({ retryingSince: now - 16 * minute });
    expect(shown.tools).toEqual([{ name: 'Bash', since: now - 90 * minute }]);
    expect(turnEvidenceSchema.parse(shown)).toEqual({ ...shown, mending: false });
    const { retryingSince, ...older } = shown;
    expect(turnEvidenceSchema.parse(older)).toEqual({ ...shown, retryingSince: null, mending: false });
    expect(retryingSince).not.toBeNull();
  });
});

describe('TurnSignals', () => {
  const line = (fields: object) => parseMessage(JSON.stringify({ parent_tool_use_id: null, ...fields }));
  const use = (id: string, name: string, parent: string | null = null) =>
    line({
      type: 'assistant',
      message: { id: 'm', content: [{ type: 'tool_use', id, name, input: {} }] },
      parent_tool_use_id: parent,
    });
  const says = (fields: object = {}, model = 'model-a') =>
    line({ type: 'assistant', message: { id: 'm', model, content: [{ type: 'text', text: 'So.' }] }, ...fields });
  const result = (id: string) =>
    line({ type: 'user', message: { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: '' }] } });
  const ended = line({ type: 'stream_event', event: { type: 'message_delta', delta: { stop_reason: 'end_turn' } } });
  const begun = line({ type: 'stream_event', event: { type: 'message_start', message: { id: 'n' } } });

  const retry = { attempt: 1, max_retries: 10, retry_delay_ms: 500, error_status: 529, error: 'overloaded' };
  const retried = line({ type: 'system', subtype: 'api_retry', ...retry });

  it('knows the tools that run, and since when', () => {
    const signals = new TurnSignals();
    signals.reset(1);
    signals.take(use('a', 'Bash'), 2);
    signals.take(use('b', 'Read'), 3);
    signals.take(result('a'), 4);
    expect(signals.signs(5, false, 1000)).toMatchObject({ heardAt: 5, tools: [{ id: 'b', name: 'Read', since: 3 }] });
    signals.reset(9);
    expect(signals.signs(5, true, 1000)).toMatchObject({ heardAt: 9, tools: [], asksPerson: true });
  });

  it('does not take the answer to a question of ours for a sign that the turn goes on', () => {
    const signals = new TurnSignals();
    signals.discount(50, 10);
    expect(signals.signs(50, false, 1000).heardAt).toBe(10);
    signals.discount(60, 50);
    expect(signals.signs(60, false, 1000).heardAt).toBe(10);
    expect(signals.signs(61, false, 1000).heardAt).toBe(61);
  });

  it('knows that the answer is complete, until it goes on', () => {
    const signals = new TurnSignals();
    signals.take(ended, 7);
    expect(signals.signs(7, false, 1000).answerEndedAt).toBe(7);
    signals.take(begun, 8);
    expect(signals.signs(8, false, 1000).answerEndedAt).toBeNull();
  });

  it('knows of an announced retry until the API answers', () => {
    const signals = new TurnSignals();
    signals.take(retried, 100);
    expect(signals.signs(100, false, 1000).retryAt).toBe(600);
    signals.take(begun, 700);
    expect(signals.signs(700, false, 1000).retryAt).toBeNull();
  });

  it('knows since when it has tried again, until something whole is answered', () => {
    const signals = new TurnSignals();
    const seen = () => signals.signs(1, false, 10_000).retries;
    signals.take(retried, 100);
    signals.take(begun, 200);
    signals.take(retried, 300);
    // An answer that only begins may break off, and what the CLI makes up says that nothing came.
    signals.take(begun, 400);
    signals.take(says({ error: 'overloaded' }), 500);
    signals.take(says({}, '<synthetic>'), 500);
    expect(seen()).toEqual({ since: 100, last: 300 });
    signals.take(says(), 600);
    expect(seen()).toBeNull();
    signals.take(retried, 700);
    expect(seen()).toEqual({ since: 700, last: 700 });
    signals.reset(800);
    expect(seen()).toBeNull();
  });

  it('tells what a subagent does for the turn from what it does beside it', () => {
    const signals = new TurnSignals();
    const tools = () => signals.signs(1, false, 1000).tools.map(({ id }) => id);
    signals.take(use('task', 'Task'), 1);
    signals.take(use('inner', 'Bash', 'task'), 2);
    signals.take(use('deep', 'Bash', 'inner'), 2);
    expect(tools()).toEqual(['task', 'inner', 'deep']);
    expect(signals.waitsFor('inner')).toBe(true);
    // Older CLIs ask for a tool before they say that there is one.
    expect(signals.waitsFor('not told of yet')).toBe(true);
    signals.take(result('task'), 3);
    expect(tools()).toEqual([]);
    expect([signals.waitsFor('inner'), signals.waitsFor('not told of yet'), signals.waitsFor(null)]).toEqual([
      false,
      false,
      false,
    ]);
    signals.take(ended, 4);
    signals.take(retried, 4);
    signals.take(use('later', 'Bash', 'task'), 5);
    expect(tools()).toEqual([]);
    expect(signals.signs(1, false, 1000)).toMatchObject({ answerEndedAt: 4, retries: { since: 4 } });
  });

  it('takes what it noted before the clock was set back for no later than that', () => {
    const signals = new TurnSignals();
    signals.reset(90_000);
    signals.take(use('a', 'Bash'), 95_000);
    signals.take(ended, 96_000);
    signals.take(retried, 97_000);
    expect(signals.signs(97_000, false, 100_000)).toMatchObject({ heardAt: 97_000, retryAt: 97_500 });
    const set = {
      heardAt: 40_000,
      tools: [{ id: 'a', name: 'Bash', since: 40_000 }],
      answerEndedAt: 40_000,
      retryAt: 40_500,
    };
    const retries = { since: 40_000, last: 40_000 };
    expect(signals.signs(97_000, false, 40_000)).toMatchObject({ ...set, retries });
    expect(signals.signs(97_000, false, 99_000)).toMatchObject({ ...set, retries });
    expect(signals.signs(41_000, false, 99_000).heardAt).toBe(41_000);
  });
});
