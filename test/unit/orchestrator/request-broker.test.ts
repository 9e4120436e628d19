import { expect, it, onTestFinished } from 'vitest';
import { EventBus } from '../../../apps/main/events/event-bus.ts';
import { RequestBroker } from '../../../apps/main/orchestrator/request-broker.ts';
import type { JsonObject } from '../../../apps/shared/models/json.ts';
import type { Decision, Request } from '../../../apps/shared/models/request.ts';
import { problem } from '../../../apps/shared/models/problem-words.ts';
import { opened, temporaryPlace } from '../persistence/temporary-database.ts';
import { codeOf, here, must, nobody, reader, there } from './queue-bench.ts';

const allow: Decision = { behavior: 'allow', remember: 'no' };
const body: JsonObject = { subtype: 'can_use_tool', tool_name: 'Bash', input: { command: 'ls' } };

function bench() {
  const place = temporaryPlace();
  const database = opened(place);
  let full = false;
  const writer = {
    get lastSeq() {
      return database.lastSeq;
    },
    write: (...parts: Parameters<typeof database.write>) =>
      full ? problem('storage.full', { path: place.directory }) : database.write(...parts),
  };
  const bus = new EventBus({ writer });
  onTestFinished(() => {
    bus.close();
  });
  const broker = new RequestBroker(bus, database.requests, () => 5);
  const replies: JsonObject[] = [];
  const ask = (cliRequestId: string, instanceId = here): Request =>
    broker.add(instanceId, null, { cliRequestId, body }, (response) => {
      // By now it must be on disk.
      expect(disk.requests.open().some((one) => one.id === request?.id)).toBe(false);
      replies.push(response);
    });
  const disk = reader(place);
  let request: Request | null = null;
  return {
    bus,
    broker,
    database,
    disk,
    replies,
    ask: (cliRequestId: string, instanceId?: string): Request => (request = ask(cliRequestId, instanceId)),
    fill: (isFull: boolean) => (full = isFull),
  };
}

it('keeps what is asked until it is answered, and records the answer before the CLI gets it', () => {
  const { broker, bus, disk, replies, ask } = bench();
  const request = ask('cli-1');
  bus.flush();
  expect(disk.requests.open()).toEqual([request]);
  expect(must(broker.answer(request.id, allow))).toEqual({
    ...request,
    status: 'answered',
    verdict: 'allowed',
    closedAt: 5,
  });
  expect(replies).toEqual([{ behavior: 'allow', updatedInput: { command: 'ls' } }]);
  expect(broker.open()).toEqual([]);
});

it('takes one answer', () => {
  const { broker, replies, ask } = bench();
  const { id } = ask('cli-1');
  must(broker.answer(id, allow));
  expect(codeOf(broker.answer(id, { behavior: 'deny', interrupt: false }))).toBe('request.alreadyClosed');
  expect(replies).toHaveLength(1);
});

it('knows a request that was taken back from one that never was', () => {
  const { broker, ask } = bench();
  const { id } = ask('cli-1');
  broker.withdraw(id);
  broker.withdraw(id);
  expect(codeOf(broker.answer(id, allow))).toBe('request.alreadyClosed');
  expect(codeOf(broker.answer(nobody, allow))).toBe('request.notFound');
});

it('stays open after an answer that does not fit', () => {
  const { broker, replies, ask } = bench();
  const request = ask('cli-1');
  expect(codeOf(broker.answer(request.id, { behavior: 'answer', answers: {} }))).toBe('request.answerMismatch');
  expect(broker.open()).toEqual([request]);
  expect(replies).toEqual([]);
});

it('lets the CLI take back its own question and no other', () => {
  const { broker, ask } = bench();
  const mine = ask('cli-1');
  const second = ask('cli-2');
  // Two processes may well use the same ids.
  const other = ask('cli-1', there);
  expect(broker.withdrawByCliId(here, 'cli-1')).toBe(mine.id);
  expect(broker.withdrawByCliId(here, 'cli-1')).toBeNull();
  expect(broker.open()).toEqual([second, other]);
});

it('does not give the CLI an answer that cannot be recorded, and takes it again later', () => {
  const { broker, replies, ask, fill, bus } = bench();
  const request = ask('cli-1');
  bus.flush();
  fill(true);
  expect(codeOf(broker.answer(request.id, allow))).toBe('storage.full');
  expect(broker.open()).toEqual([request]);
  expect(replies).toEqual([]);
  fill(false);
  must(broker.answer(request.id, allow));
  expect(replies).toHaveLength(1);
});

it('withdraws what an earlier tower left open', () => {
  const { broker, bus, database, ask } = bench();
  const request = ask('cli-1');
  bus.flush();
  const next = new RequestBroker(bus, database.requests, () => 9);
  next.recover(database.requests.open());
  bus.flush();
  expect(database.requests.open()).toEqual([]);
  expect(codeOf(next.answer(request.id, allow))).toBe('request.alreadyClosed');
  expect(broker.open()).toHaveLength(1);
});
