import { connect } from 'node:net';
import { once } from 'node:events';
import { expect, it, onTestFinished, vi } from 'vitest';
import { ApiFront } from '../../chaos/api-front.ts';
import { FaultTally } from '../../chaos/injected.ts';
import { RoundPlace } from '../../chaos/round-place.ts';

/** Asks as a CLI does. @returns what came, or the word of why nothing did */
const ask = async (url: string): Promise<number | string> =>
  fetch(`${url}/v1/models`, { signal: AbortSignal.timeout(2000) }).then(
    ({ status }) => status,
    () => 'nothing',
  );

it('counts what happened, and no attempt', () => {
  const tally = new FaultTally();
  tally.count('cli', false);
  tally.count('disk', true);
  tally.count('disk', true);
  expect(tally.injected).toEqual({ app: 0, cli: 0, client: 0, api: 0, disk: 2, clock: 0 });
});

it('counts a fault of the API once, and only when somebody meets it', async () => {
  const met = vi.fn();
  const front = await ApiFront.start(met);
  onTestFinished(() => front.stop());
  front.misbehave('refuse', 60_000);
  front.recover();
  expect(await ask(front.url)).toBe(200);
  expect(met).not.toHaveBeenCalled();

  front.misbehave('broken', 60_000);
  expect([await ask(front.url), await ask(front.url)]).toEqual([500, 500]);
  expect(met).toHaveBeenCalledTimes(1);
  front.misbehave('refuse', 60_000);
  expect(await ask(front.url)).toBe('nothing');
  expect(met).toHaveBeenCalledTimes(2);
});

it('counts a fault of the API that cuts who is connected', async () => {
  const met = vi.fn();
  const front = await ApiFront.start(met);
  onTestFinished(() => front.stop());
  const socket = connect(Number(new URL(front.url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  // Answered: the front knows of it.
  socket.write('GET /v1/models HTTP/1.1\r\nhost: x\r\n\r\n');
  await once(socket, 'data');
  const closed = once(socket, 'close');
  front.misbehave('hang', 60_000);
  await closed;
  expect(met).toHaveBeenCalledTimes(1);
  front.recover();
  expect(met).toHaveBeenCalledTimes(1);
});

it('does not say of a disk that is not small that it was filled', () => {
  const place = new RoundPlace('http://127.0.0.1:9', false);
  onTestFinished(() => place.remove());
  expect(place.fillDisk()).toBe(false);
});
