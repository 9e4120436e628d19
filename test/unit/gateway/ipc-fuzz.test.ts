import { beforeEach, describe, expect, it, vi } from 'vitest';
import { EventBus } from '../../../apps/main/events/event-bus.ts';
import { ElectronIpc } from '../../../apps/main/gateway/electron-ipc.ts';
import { Gateway } from '../../../apps/main/gateway/gateway.ts';
import { isOwnAddress } from '../../../apps/main/shell/app-address.ts';
import { channels } from '../../../apps/shared/contract/bridge.ts';
import { callNames } from '../../../apps/shared/contract/calls.ts';
import { problemSchema, type Result } from '../../../apps/shared/models/problem.ts';
import { goodCalls } from '../../support/hostile/good-calls.ts';
import { reachableBytes } from '../../support/hostile/heap.ts';
import { type HostileCall, unplainInput, wrongInput, wrongName } from '../../support/hostile/hostile-calls.ts';
import { Seeded } from '../../support/hostile/seeded.ts';
import { spyHandlers } from '../../support/hostile/spy-handlers.ts';
import { KeptLog } from '../../support/kept-log.ts';
import { MemoryEvents } from '../../support/memory-events.ts';
import { FakeContents, type FakeFrame, goneFrame } from './fake-page.ts';

interface FakeEvent {
  readonly sender: FakeContents;
  readonly senderFrame: FakeFrame | null;
}
type Answerer = (event: FakeEvent, name: unknown, input: unknown) => Promise<Result<unknown>> | Result<unknown>;

const { answerers } = vi.hoisted(() => ({ answerers: new Map<string, unknown>() }));
vi.mock('electron', () => ({
  ipcMain: {
    handle: (channel: string, answer: unknown) => answerers.set(channel, answer),
    on: () => undefined,
    removeAllListeners: () => undefined,
  },
}));

/** How many malformed calls of each kind are made: 100,000 together. */
const counts = { names: 25_000, shapes: 45_000, unplain: 30_000 } as const;
/** How many calls come from frames that are not ours, beside those: each of them is well formed. */
const foreignCalls = 30_000;
const moreBytes = 150 * 1024 * 1024;

describe('the Electron transport, against calls that make no sense', () => {
  let log: KeptLog;
  let reached: string[];
  let page: FakeContents;

  beforeEach(() => {
    log = new KeptLog();
    reached = [];
    const gateway = new Gateway({
      bus: new EventBus({ writer: new MemoryEvents() }),
      handlers: spyHandlers(reached),
      log,
    });
    const ipc = new ElectronIpc({ gateway, log, isOwnAddress: (url) => isOwnAddress(url, null) });
    page = new FakeContents(1);
    const attach = ipc.attach.bind(ipc) as (contents: FakeContents) => void;
    attach(page);
  });

  function call(name: unknown, input: unknown, sender = page, frame: FakeFrame | null = page.mainFrame) {
    const answer = answerers.get(channels.call) as Answerer;
    return answer({ sender, senderFrame: frame }, name, input);
  }

  async function expectRefused({ name, input, code }: HostileCall, where: string): Promise<void> {
    const answer = await call(name, input);
    const told = answer.ok ? 'it was taken' : answer.problem.code;
    if (told !== code) expect.fail(`${where}: ${String(name)} was answered with ${told}`);
    if (answer.ok) return;
    // What is told must fit a dialog, whatever it quotes.
    if (answer.problem.message.length > 1000) expect.fail(`${where}: ${answer.problem.message.length} characters told`);
    if (!problemSchema.safeParse(answer.problem).success) expect.fail(`${where}: this is no problem`);
  }

  async function expectAllRefused(count: number, make: (chance: Seeded) => HostileCall): Promise<void> {
    const chance = new Seeded();
    await expectRefused(make(chance), `seed ${chance.seed}`);
    const before = reachableBytes();
    for (let at = 1; at < count; at += 1) await expectRefused(make(chance), `seed ${chance.seed}, call ${at}`);
    expect(reachableBytes() - before).toBeLessThan(moreBytes);
    expect(reached).toEqual([]);
    expect(log.lines).toEqual([]);
  }

  it('hands every call that does make sense to its service', async () => {
    for (const [name, input] of goodCalls) expect(await call(name, input)).toMatchObject({ ok: false });
    expect(reached).toEqual(callNames);
  });

  it('refuses names that are none', () => expectAllRefused(counts.names, (chance) => wrongName(chance, false)));

  it('refuses inputs of another shape', () => expectAllRefused(counts.shapes, wrongInput));

  it('refuses inputs that are no plain data: dates, bytes, cycles, depths, what throws when it is read', () =>
    expectAllRefused(counts.unplain, unplainInput));

  it('refuses inputs over which the schema itself stumbles', async () => {
    const noNumber = { length: { toString: 'x', valueOf: 'x' } };
    await expectRefused({ name: 'instance.create', input: { directory: noNumber }, code: 'input.invalid' }, 'a length');
    const decision = { behavior: 'deny', message: noNumber };
    const answer = { id: '7d444840-9dc0-41d2-8b5c-3f0b8c1e2a10', decision };
    await expectRefused({ name: 'request.answer', input: answer, code: 'input.invalid' }, 'a length within');
    expect(reached).toEqual([]);
    expect(log.lines).toEqual([]);
  });

  it('refuses inputs of a size that nobody means', async () => {
    const long = 'x'.repeat(10 * 1024 * 1024);
    const inputs: unknown[] = [
      long,
      { id: long },
      { [long]: 1 },
      { id: '7d444840-9dc0-41d2-8b5c-3f0b8c1e2a10', [long]: 1 },
      Array.from({ length: 1_000_000 }, () => ({})),
      Object.fromEntries(Array.from({ length: 200_000 }, (_, key) => [`k${key}`, key])),
    ];
    for (const name of ['task.prompt', 'tower.pause', 'transcript.watch', 'settings.update'] as const) {
      for (const [at, input] of inputs.entries()) {
        await expectRefused({ name, input, code: 'input.invalid' }, `${name}, ${at}`);
      }
    }
    expect(reached).toEqual([]);
  });

  it('refuses whatever comes from a frame that is not ours, however right it is', async () => {
    const own = page.mainFrame;
    const stranger = new FakeContents(2);
    const senders: readonly (readonly [FakeContents, FakeFrame | null])[] = [
      [page, null],
      [page, goneFrame],
      [page, { ...own, frameTreeNodeId: 7 }],
      [page, { ...own, url: 'about:blank' }],
      [page, { ...own, url: `data:text/html,${'x'.repeat(100_000)}` }],
      [page, { ...own, url: 'https://tower/' }],
      [page, { ...own, url: 'app://tower.evil.example/' }],
      [page, { ...own, url: 'app://evil.example/app://tower/' }],
      [page, { ...own, url: 'file:///app/index.html' }],
      [page, { ...own, url: 'no address' }],
      [stranger, stranger.mainFrame],
      [stranger, own],
    ];
    const chance = new Seeded();
    for (let at = 0; at < foreignCalls; at += 1) {
      const [sender, frame] = chance.pick(senders);
      const name = chance.pick(callNames);
      const answer = await call(name, goodCalls.get(name), sender, frame);
      if (answer.ok || answer.problem.code !== 'sender.refused') expect.fail(`seed ${chance.seed}, call ${at}: heard`);
    }
    expect(reached).toEqual([]);
    // It is told of, and a page that asks without end does not fill the log.
    expect(log.lines.length).toBeGreaterThan(0);
    expect(log.lines.length).toBeLessThan(100);
    expect(JSON.stringify(log.lines).length).toBeLessThan(100_000);
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
