import { expect, it } from 'vitest';
import { Acknowledged } from '../../chaos/acknowledged.ts';
import { illegalSteps } from '../../chaos/disk-check.ts';
import { begunByApi, duplicates } from '../../chaos/given-prompts.ts';
import { KeptValues } from '../../chaos/kept-values.ts';
import { processHeader } from '../../chaos/round-place.ts';
import { slopesOf, type SoakSample } from '../../chaos/soak-sample.ts';
import { describeRound, exitCodeOf, sumUp } from '../../chaos/summary.ts';
import type { RoundReport } from '../../chaos/round.ts';
import type { Stored } from '../../support/agreement.ts';
import type { RecordedRequest } from '../../support/messages-api/request.ts';

const nothing: Stored = {
  ...{ instances: [], tasks: [], turns: [], requests: [], events: [] },
  promptsOf: new Set(),
  processes: 0,
};
const task = { id: 't', instanceId: 'i', token: 'token-1;', prompt: 'token-1; do', asked: 1 };

it('misses what was acknowledged and is not there', () => {
  const acknowledged = new Acknowledged();
  const words = { prompts: new Map<string, string>(), towerPaused: false, maxRunning: null };
  expect(acknowledged.missing(nothing, words)).toEqual([]);
  acknowledged.instances.add('i');
  acknowledged.tasks.set('t', task);
  acknowledged.answers.add('r');
  acknowledged.cancelled.add('t');
  acknowledged.heard([
    { seq: 4, at: 0, type: 'tower.paused', data: { tower: { paused: true, holds: [], storageProblem: null } } },
  ]);
  acknowledged.values.attempt('towerPaused', true)(true);
  expect(acknowledged.missing(nothing, words)).toEqual([
    'instance i was created and is not there',
    'task t was taken and is not there',
    'task t was cancelled and is gone',
    'the answer to request r is not there',
    'event 4 was told as tower.paused  and is stored as nothing',
    'towerPaused was set to true and is false',
  ]);
});

it('takes any of several values for the right one only while nobody can know which it is', () => {
  const values = new KeptValues();
  const kept = (value: unknown): boolean => values.broken(() => value).length === 0;
  values.attempt('title', 'a')(true);
  expect([kept('a'), kept('b')]).toEqual([true, false]);
  values.attempt('title', 'b')(false);
  expect([kept('a'), kept('b'), kept('c')]).toEqual([true, true, false]);
  const [first, second] = [values.attempt('title', 'c'), values.attempt('title', 'd')];
  second(true);
  first(true);
  expect([kept('a'), kept('c'), kept('d')]).toEqual([false, true, true]);
  values.attempt('title', 'e')(true);
  expect([kept('d'), kept('e')]).toEqual([false, true]);
});

function request(pid: number, ...said: readonly string[]): RecordedRequest {
  const messages = said.map((content) => ({ role: 'user', content }));
  return {
    number: 0,
    method: 'POST',
    path: '/v1/messages',
    headers: { [processHeader]: String(pid) },
    body: { model: 'claude', messages },
  };
}

it('counts turns that were begun, and neither history nor tries nor what goes on', () => {
  const again = [request(1, 'token-1; do'), request(1, 'token-1; do'), request(2, 'token-1; do', 'token-2; more')];
  expect(begunByApi(again, 'token-1;')).toBe(1);
  expect(begunByApi([...again, request(3, 'token-1; do')], 'token-1;')).toBe(2);
  expect(begunByApi([request(1, 'token-1; do', 'token-1; do')], 'token-1;')).toBe(2);
  expect(begunByApi([request(1, 'You were cut off\n\ntoken-1; do')], 'token-1;')).toBe(0);
  const recorded = ['token-1; do', 'You were cut off\n\ntoken-1; do'];
  expect(duplicates({ tasks: [task], recorded, requests: [] })).toEqual([]);
  expect(duplicates({ tasks: [task], recorded: [...recorded, 'token-1; do'], requests: [] })).toHaveLength(1);
  expect(duplicates({ tasks: [{ ...task, asked: 2 }], recorded: [...recorded, 'token-1; do'], requests: [] })).toEqual(
    [],
  );
});

it('sees a task that came from nowhere to its end', () => {
  const event = (seq: number, status: string) => ({ seq, at: 0, type: 'task.x', data: { task: { id: 't', status } } });
  const stored = (...statuses: readonly string[]): Stored =>
    JSON.parse(JSON.stringify({ ...nothing, events: statuses.map((status, index) => event(index, status)) })) as Stored;
  expect(illegalSteps(stored('queued', 'running', 'waiting', 'running', 'completed', 'queued', 'cancelled'))).toEqual(
    [],
  );
  expect(illegalSteps(stored('queued', 'completed'))).toHaveLength(1);
  expect(illegalSteps(stored('running'))).toHaveLength(1);
});

it('sums up, and is content with nothing but zeros', () => {
  const report: RoundReport = {
    ...{
      seed: 1,
      round: 0,
      kills: 3,
      injected: { app: 2, cli: 1, client: 0, api: 4, disk: 0, clock: 5 },
      tasks: 1,
      facts: 1,
      prompts: 1,
      requests: 0,
      smallDisk: false,
      faults: [],
      log: '',
      tookMs: 1,
    },
    guardMs: [30, 10, 20],
  };
  const good = sumUp(1, [report, report]);
  expect(good).toMatchObject({ rounds: 2, kills: 6, guard: { kills: 6, medianMs: 20, worstMs: 30 } });
  expect(good.injected).toEqual({ app: 4, cli: 2, client: 0, api: 8, disk: 0, clock: 10 });
  expect(sumUp(1, []).injected).toEqual({ app: 0, cli: 0, client: 0, api: 0, disk: 0, clock: 0 });
  // Scripts read the first six by their names; the order is for people.
  const names = ['rounds', 'kills', 'orphans', 'lost', 'duplicated', 'disagreements', 'seed', 'guard', 'injected'];
  expect(Object.keys(good)).toEqual(names);
  expect(describeRound(report, 0.1)[0]).toContain('struck: app 2, cli 1, client 0, api 4, disk 0, clock 5;');
  expect(exitCodeOf(good)).toBe(0);
  for (const kind of ['orphan', 'lost', 'duplicated', 'disagreement'] as const) {
    expect(exitCodeOf(sumUp(1, [{ ...report, faults: [{ kind, text: '' }] }, report]))).toBe(1);
  }
});

it('draws a line through the second half of a soak', () => {
  const sample = (minute: number, rss: number): SoakSample => ({
    ...{ rssAnon: 0, rssFile: 0, rssShmem: 0, heapUsed: 5, heapTotal: 9, external: 0, arrayBuffers: 0 },
    ...{ handles: 1, descriptors: 20, sockets: 1, children: 4, database: 0, turns: 0 },
    ...{ atMs: minute * 60_000, rss },
  });
  const samples = [sample(0, 1), sample(1, 500), sample(2, 100), sample(3, 110), sample(4, 120)];
  expect(slopesOf(samples)).toMatchObject({ rss: 600, heapUsed: 0, descriptors: 0 });
});

it('knows a turn by the last words of a person, whatever the CLI adds after them', () => {
  const reminded = [request(1, 'token-1; do', '<system-reminder>x</system-reminder>')];
  expect(begunByApi(reminded, 'token-1;')).toBe(1);
});
