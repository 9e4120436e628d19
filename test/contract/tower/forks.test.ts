import { randomUUID } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { problemOfExit } from '../../../apps/main/claude/exit-report.ts';
import { UsageMeter } from '../../../apps/main/claude/usage-meter.ts';
import type { CliPlace } from '../../../apps/shared/models/entry.ts';
import type { CliUnderTest } from '../cli-under-test.ts';
import { describeEachCli } from '../each-cli.ts';
import { at } from '../outline.ts';
import { say } from '../wire-session.ts';
import { TowerSession, type TowerOptions } from './tower-session.ts';

const echo = (word: string) => ({ name: 'Bash', input: { command: `echo ${word}` } });
let open: TowerSession[] = [];

/** What the model was told last, in few words; null of the fake, which asks none. */
function heard({ api }: CliUnderTest): readonly string[] | null {
  const messages = api?.conversations.at(-1)?.messages.filter(({ role }) => role !== 'system');
  if (messages === undefined) return null;
  return messages.flatMap(({ role, content }) =>
    (typeof content === 'string' ? [{ type: 'text', text: content }] : content).flatMap((block): string[] => {
      if (block['type'] === 'tool_use') return [`calls ${String(at(block, 'input.command'))}`];
      if (block['type'] === 'tool_result') return [`result ${JSON.stringify(block['content'])}`];
      const words = String(block['text'] ?? '').replace(/\s*\[\[.*\]\]\s*/s, '');
      return block['type'] !== 'text' || words.startsWith('<system-reminder>') ? [] : [`${role} ${words}`];
    }),
  );
}

describeEachCli('a fork', (cli) => {
  const start = async (options: TowerOptions = {}): Promise<TowerSession> => {
    const session = await TowerSession.start(cli, options);
    open.push(session);
    return session;
  };
  afterEach(async () => {
    await Promise.all(open.map((session) => session.dispose()));
    open = [];
  });

  /** A conversation of three turns in a process that goes on to live, and where the CLI has what it said and did. */
  const talk = async (): Promise<{ readonly source: TowerSession; readonly places: readonly CliPlace[] }> => {
    const source = await start();
    source.prompt(say('one', [{ text: 'One.' }]));
    await source.result(1);
    source.prompt(say('two', [{ text: 'Look.', tools: [echo('a'), echo('b')] }, { text: 'Two.' }]));
    await source.result(2);
    source.prompt(say('three', [{ text: 'Three.' }]));
    await source.result(3);
    const places = source.messages.flatMap((message) => {
      if (message.kind === 'assistant') return message.assistant.place ?? [];
      return message.kind === 'user' && !message.user.isReplay ? (message.user.place ?? []) : [];
    });
    return { source, places };
  };

  const fork = (from: CliPlace | undefined): Promise<TowerSession> => {
    if (from === undefined) throw new Error('there is no such place');
    const origin = { sessionId: from.sessionId, at: from.uuid };
    return start({ session: { kind: 'fork', id: randomUUID(), from: origin } });
  };

  it('knows exactly what was said until there, costs what it says itself, and leaves its origin alone', async () => {
    const { source, places } = await talk();
    // One; Look, two calls and their two results; Two; Three.
    expect(places).toHaveLength(8);
    const cost = new UsageMeter().read(await source.result(1)).costUsd;

    const early = await fork(places[0]);
    early.prompt(say('four', [{ text: 'Four.' }]));
    const result = await early.result();
    expect(result).toMatchObject({ text: 'Four.', sessionId: early.sessionId });
    expect(new UsageMeter().read(result).costUsd).toBeCloseTo(cost, 9);
    const told = heard(cli);
    if (told !== null) expect(told).toEqual(['user one', 'assistant One.', 'user four']);

    const afterTools = await fork(places[5]);
    afterTools.prompt(say('five', [{ text: 'Five.' }]));
    await afterTools.result();
    const known = heard(cli);
    if (known !== null) {
      const calls = ['assistant Look.', 'calls echo a', 'calls echo b'];
      expect(known.slice(0, 6)).toEqual(['user one', 'assistant One.', 'user two', ...calls]);
      expect(known.slice(6, 8).toSorted()).toEqual(['result "a"', 'result "b"']);
      expect(known.slice(8)).toEqual(['user five']);
    }

    source.prompt(say('six', [{ text: 'Six.' }]));
    expect(await source.result(4)).toMatchObject({ text: 'Six.', sessionId: source.sessionId });
    const own = heard(cli);
    if (own !== null) {
      expect(own.slice(-4)).toEqual(['assistant Two.', 'user three', 'assistant Three.', 'user six']);
      expect(own).not.toContain('user four');
    }
  });

  it('is forked itself, in its own words and in those that came along, and resumed', async () => {
    const { places } = await talk();
    const first = await fork(places[0]);
    first.prompt(say('four', [{ text: 'Four.' }]));
    await first.result();
    const { assistant } = await first.wait('assistant');
    await first.process.end();

    const second = await fork(assistant.place ?? undefined);
    second.prompt(say('five', [{ text: 'Five.' }]));
    // What its origin cost is on disk by now, and carried over by newer CLIs: it is not counted again.
    const cost = new UsageMeter().read(await first.result()).costUsd;
    expect(new UsageMeter().read(await second.result()).costUsd).toBeCloseTo(cost, 9);
    const told = heard(cli);
    const known = ['user one', 'assistant One.', 'user four', 'assistant Four.', 'user five'];
    if (told !== null) expect(told).toEqual(known);
    await second.process.end();

    const resumed = await start({ session: { kind: 'resume', id: second.sessionId } });
    resumed.prompt(say('six', [{ text: 'Six.' }]));
    expect(await resumed.result()).toMatchObject({ text: 'Six.', sessionId: second.sessionId });
    const goesOn = heard(cli);
    if (goesOn !== null) expect(goesOn).toEqual([...known, 'assistant Five.', 'user six']);
    const inherited = await fork({ sessionId: second.sessionId, uuid: places[0]?.uuid ?? '' });
    inherited.prompt(say('seven', [{ text: 'Seven.' }]));
    expect(await inherited.result()).toMatchObject({ text: 'Seven.' });
  });

  it('begins while its origin is in the middle of a turn', async () => {
    const { source, places } = await talk();
    const endless = { name: 'Bash', input: { command: "touch runs; bash -c 'sleep 300; true'" } };
    source.prompt(say('busy', [{ text: 'I wait.', tools: [endless] }, { text: 'Not reached.' }]));
    await source.wait('assistant', ({ assistant }) => JSON.stringify(assistant.blocks).includes('sleep 300'));
    const forked = await fork(places.at(-1));
    forked.prompt(say('four', [{ text: 'Four.' }]));
    expect(await forked.result()).toMatchObject({ text: 'Four.' });
    const told = heard(cli);
    if (told !== null) expect(told.slice(-3)).toEqual(['user three', 'assistant Three.', 'user four']);
  });

  it('is nowhere until something was said to it, and is not made of what is not there', async () => {
    const { places } = await talk();
    const silent = await fork(places[0]);
    expect((await silent.process.ask({ subtype: 'initialize' })).ok).toBe(true);
    await silent.process.end();
    const resumed = await start({ session: { kind: 'resume', id: silent.sessionId } });
    expect(problemOfExit(await resumed.process.exited).code).toBe('cli.sessionMissing');

    const sessionId = places[0]?.sessionId ?? '';
    const unknown = await fork({ sessionId, uuid: randomUUID() });
    const exit = await unknown.process.exited;
    expect(exit).toMatchObject({ code: 1, signal: null });
    expect(problemOfExit(exit).code).toBe('cli.messageMissing');
    const nowhere = await fork({ sessionId: randomUUID(), uuid: places[0]?.uuid ?? '' });
    expect(problemOfExit(await nowhere.process.exited).code).toBe('cli.sessionMissing');
  });
});
