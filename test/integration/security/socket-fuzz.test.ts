import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { problemSchema, type Result } from '../../../apps/shared/models/problem.ts';
import { reachableBytes } from '../../support/hostile/heap.ts';
import { type HostileCall, wrongInput, wrongName } from '../../support/hostile/hostile-calls.ts';
import { jsonJunk, nested } from '../../support/hostile/junk.ts';
import { Seeded } from '../../support/hostile/seeded.ts';
import type { WebClient } from '../web-host/web-client.ts';
import { GuardedHost, honestCall } from './guarded-host.ts';
import { closeCodeOf, frame, opcodes, RawSocket } from './raw-socket.ts';

/** How many malformed calls are made, each of which is answered; and how many frames are written that end their connection. */
const counts = { calls: 100_000, frames: 8000 } as const;
/** How many calls are under way at once, and on how many connections. */
const underWay = 400;
const connections = 8;
/** How many frames are written to one connection, of which the first is already too much. */
const perConnection = 16;
const moreBytes = 150 * 1024 * 1024;

const soundCall = JSON.stringify({ id: 1, name: 'tower.pause', input: {} });

describe('the socket of the web host, against messages that make no sense', () => {
  let host: GuardedHost;
  let honest: WebClient;
  let served: Promise<number>;
  let isOver: boolean;

  beforeEach(async () => {
    host = new GuardedHost();
    await host.start();
    honest = await host.connect();
    isOver = false;
    served = serve();
  });

  afterEach(() => host.stop());

  /** An honest client at work all the while. @returns how many calls it was answered */
  async function serve(): Promise<number> {
    for (let answered = 0; ; answered += 1) {
      if (isOver) return answered;
      const answer = await honest.call(honestCall, {});
      if (!answer.ok) throw new Error(`An honest client was answered with ${answer.problem.code}.`);
    }
  }

  async function expectUntouched(): Promise<void> {
    isOver = true;
    expect(await served).toBeGreaterThan(0);
    expect(host.reached).toEqual([]);
    expect(host.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
    expect(await honest.call(honestCall, {})).toMatchObject({ ok: true });
  }

  function judge(answer: Result<unknown>, { name, code }: HostileCall, where: string): void {
    const told = answer.ok ? 'it was taken' : answer.problem.code;
    if (told !== code) expect.fail(`${where}: ${String(name).slice(0, 100)} was answered with ${told}`);
    if (!answer.ok && !problemSchema.safeParse(answer.problem).success) expect.fail(`${where}: this is no problem`);
  }

  it('answers calls without sense with a problem, and goes on', async () => {
    const chance = new Seeded();
    const cookie = await host.newSession();
    const clients = await Promise.all(Array.from({ length: connections }, () => host.connect(cookie)));
    const before = reachableBytes();
    let refused = 0;
    for (let at = 0; at < counts.calls; at += underWay) {
      const calls = Array.from({ length: Math.min(underWay, counts.calls - at) }, () =>
        chance.next() < 0.1 ? wrongName(chance, true) : wrongInput(chance),
      );
      const answers = await Promise.all(
        calls.map((call, index) => {
          const client = clients[index % connections] ?? honest;
          return client.call(String(call.name), call.input);
        }),
      );
      for (const [index, call] of calls.entries()) {
        judge(answers[index] ?? { ok: true, value: null }, call, `seed ${chance.seed}, call ${at + index}`);
        refused += 1;
      }
    }
    expect(refused).toBe(counts.calls);
    expect(reachableBytes() - before).toBeLessThan(moreBytes);
    await expectUntouched();
  });

  it('closes a connection that sends anything but requests, and hears nothing that follows', async () => {
    const chance = new Seeded();
    const cookie = await host.newSession();
    const codes = new Set<number | null>();
    const attack = async (): Promise<void> => {
      const bad = Array.from({ length: perConnection }, () => wrongFrame(chance));
      const raw = new RawSocket(host.port).upgrade(host.port, cookie);
      raw.write(Buffer.concat(bad), frame(opcodes.text, soundCall), frame(opcodes.close, ''));
      raw.end();
      codes.add(closeCodeOf(await raw.answer));
    };
    for (let at = 0; at < counts.frames / perConnection; at += connections) {
      await Promise.all(Array.from({ length: connections }, attack));
      expect(host.reached, `seed ${chance.seed}, after ${at} connections`).toEqual([]);
    }
    // Not a request; not a web socket's frame (1002); not UTF-8 (1007); too long (1009).
    expect([...codes].toSorted()).toEqual([1002, 1007, 1008, 1009]);
    await expectUntouched();
  });

  it.each([
    ['lists', '['.repeat(20_000_000)],
    ['empty objects', `[${'{},'.repeat(10_000_000)}1]`],
    ['numbers', `{"id":1,"name":"tower.pause","input":[${'1,'.repeat(10_000_000)}1]}`],
  ])('does not read a message of millions of %s', async (_, message) => {
    const client = await host.connect();
    const before = reachableBytes();
    client.socket.send(message);
    expect(await client.closed).toBe(1008);
    expect(reachableBytes() - before).toBeLessThan(moreBytes);
    await expectUntouched();
  });

  it('hears the same message once it makes sense', async () => {
    const raw = new RawSocket(host.port).upgrade(host.port, await host.newSession());
    raw.write(frame(opcodes.text, soundCall), frame(opcodes.close, ''));
    await raw.answer;
    expect(host.reached).toEqual(['tower.pause']);
  });
});

const request = (more: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ id: 1, name: 'tower.pause', input: {}, ...more });

/** A frame that is no request, each for another reason. */
function wrongFrame(chance: Seeded): Buffer {
  const wrongIds = ['1', null, 1.5, 2 ** 60, [1], { id: 1 }, true];
  const wrongNames = [null, 7, ['tower.pause'], { name: 'tower.pause' }, false];
  const texts: readonly (() => string)[] = [
    () => '',
    () => 'tower.pause',
    () => soundCall.slice(0, 1 + chance.below(soundCall.length - 2)),
    () => `${soundCall}${soundCall}`,
    () => `\ufeff${soundCall}`,
    () => `${JSON.stringify(nested(3000, (inner) => [inner]))}]`,
    () => JSON.stringify(nested(3000, (inner) => [inner])),
    () => `[${soundCall}]`,
    () => JSON.stringify(soundCall),
    () => request({ id: chance.pick(wrongIds) }),
    () => request({ name: chance.pick(wrongNames) }),
    () => JSON.stringify({ name: 'tower.pause', input: {} }),
    () => JSON.stringify(jsonJunk(chance)),
    () => `{"__proto__":${soundCall}}`,
  ];
  const others: readonly (() => Buffer)[] = [
    () => frame(opcodes.binary, soundCall),
    () => frame(opcodes.text, soundCall, { masked: false }),
    () => frame(opcodes.text, soundCall, { reserved: 1 + chance.below(7) }),
    () => frame(opcodes.text, Buffer.from([0xff, 0xfe, 0xc0, 0x80])),
    () => frame(opcodes.text, soundCall, { claims: BigInt(64 * 1024 * 1024 + 1) }),
    () => frame(opcodes.text, soundCall, { claims: 2n ** 63n + 5n }),
    () => frame(opcodes.continuation, soundCall),
    () => frame(3 + chance.below(5), soundCall),
    () => frame(opcodes.ping, 'x'.repeat(126)),
    () => frame(opcodes.ping, 'x', { final: false }),
    () => frame(opcodes.close, Buffer.from([3])),
    // The beginning of a message, and then another one before it has an end.
    () => Buffer.concat([frame(opcodes.text, '{"id"', { final: false }), frame(opcodes.text, soundCall)]),
    () => Buffer.concat([frame(opcodes.text, 'par', { final: false }), frame(opcodes.continuation, 'ts')]),
  ];
  return chance.next() < 0.7 ? frame(opcodes.text, chance.pick(texts)()) : chance.pick(others)();
}
