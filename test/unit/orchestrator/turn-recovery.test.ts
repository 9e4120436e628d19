import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CliMessage } from '../../../apps/main/claude/messages.ts';
import type { Instance } from '../../../apps/shared/models/instance.ts';
import type { Result } from '../../../apps/shared/models/problem.ts';
import { answerEnds, asks, begin, result, retries, toolBegins, toolEnds } from './interleavings/cli-words.ts';
import { createInstance, shortLimits } from './interleavings/person-player.ts';
import type { PlayedCli } from './interleavings/played-cli.ts';
import { settle, World } from './interleavings/world.ts';

const limitMs = 60_000;
const task = (id: string): CliMessage => {
  const begun = toolBegins(id);
  if (begun.kind !== 'assistant') throw new Error('no tool begins');
  const blocks = [{ type: 'tool_use', id, name: 'Task', input: {} }];
  return { ...begun, assistant: { ...begun.assistant, blocks } };
};
const told = <T>(reply: Result<T>): T => {
  if (!reply.ok) throw new Error(reply.problem.message);
  return reply.value;
};

let world: World;
let cli: PlayedCli;
const only = (): Instance => {
  const [instance] = world.life.records.all();
  if (instance === undefined) throw new Error('there is no instance');
  return instance;
};
const pass = async (ms: number): Promise<void> => {
  for (let passed = 0; passed < ms; passed += 1000) {
    vi.advanceTimersByTime(1000);
    await settle();
  }
};
const nudge = () => world.life.orchestrator.manager.recover(only().id, 'nudge').then(told);
/** What it was asked, without the interrupts. */
const asked = (): readonly unknown[] =>
  cli.wasAsked.map(({ subtype, tool_use_id }) => tool_use_id ?? subtype).filter((what) => what !== 'interrupt');

beforeEach(async () => {
  const toFake = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] as const;
  vi.useFakeTimers({ now: 1_785_000_000_000, toFake: [...toFake] });
  world = new World();
  await createInstance(world);
  world.life.settings.update(shortLimits(limitMs));
  world.life.orchestrator.manager.startInstance(only().id);
  await settle();
  world.life.starter.fulfil(0, true);
  await settle();
  cli = world.life.starter.alive()[0] ?? expect.fail('no process');
  cli.getReady();
  await settle();
});
afterEach(async () => {
  cli.die();
  const stopped = world.life.orchestrator.stop();
  await settle();
  for (const one of world.life.starter.clis) one.finishEnding(false);
  await stopped;
  world.close();
  vi.useRealTimers();
});

const work = async (): Promise<void> => {
  const { text } = world.promises.nextPrompt();
  const submitted = told(world.life.orchestrator.manager.submitTask(only().id, text));
  world.promises.submitted(1, submitted);
  await settle();
  begin(cli);
};

describe('the limits of the settings', () => {
  it('hold for an answer without a result', async () => {
    await work();
    cli.say(answerEnds);
    await pass(limitMs);
    expect(only().stall).toBeNull();
    await pass(2000);
    expect(only().stall).toMatchObject({ stall: 'noResult' });
  });

  it('hold for retries', async () => {
    await work();
    for (let attempt = 1; attempt <= 6; attempt += 1) {
      cli.say(retries(attempt, 500));
      await pass(10_000);
    }
    expect(only().stall).toBeNull();
    await pass(2000);
    expect(only().stall).toMatchObject({ stall: 'retries' });
  });
});

describe('a nudge', () => {
  it('moves the silent commands of the turn to the background, and those alone', async () => {
    await work();
    for (const words of [toolBegins('a'), toolBegins('b'), task('c'), toolBegins('d'), toolEnds('d')]) cli.say(words);
    await pass(limitMs + 2000);
    expect(only().stall).toMatchObject({ stall: 'tool' });
    const outcome = nudge();
    expect(asked()).toEqual(['a', 'b']);
    cli.reply({ ok: true, response: { backgrounded: true } });
    expect(await outcome).toMatchObject({ moved: 2, answers: null, refused: null });
  });

  it('only asks where no command is silent, and where the turn has not stalled', async () => {
    await work();
    cli.say(toolBegins('a'));
    const early = nudge();
    expect(asked()).toEqual(['mcp_status']);
    cli.reply({ ok: true, response: {} });
    expect(await early).toMatchObject({ moved: 0, answers: true, refused: null });
    cli.say(toolEnds('a'));
    await pass(limitMs + 2000);
    expect(only().stall).toMatchObject({ stall: 'silent' });
    const late = nudge();
    await pass(6000);
    expect(asked()).toEqual(['mcp_status', 'mcp_status']);
    expect(await late).toMatchObject({ moved: 0, answers: false });
  });

  it('checks where the CLI does not know how to move a command, and says what it said', async () => {
    await work();
    cli.say(toolBegins('a'));
    await pass(limitMs + 2000);
    const outcome = nudge();
    cli.heardAt = Date.now();
    cli.reply({ ok: false, error: 'Unsupported control request subtype: background_tasks' });
    await settle();
    expect(asked()).toEqual(['a', 'mcp_status']);
    cli.heardAt = Date.now();
    cli.reply({ ok: true, response: {} });
    expect(await outcome).toMatchObject({
      moved: 0,
      answers: true,
      refused: 'Unsupported control request subtype: background_tasks',
    });
    // What it answered to us is no sign that the turn goes on.
    await pass(2000);
    expect(only().stall).toMatchObject({ stall: 'tool' });
  });

  it('is none where the CLI says that it has moved nothing', async () => {
    await work();
    cli.say(toolBegins('a'));
    await pass(limitMs + 2000);
    const outcome = nudge();
    cli.reply({ ok: true, response: { backgrounded: false } });
    await settle();
    cli.reply({ ok: true, response: {} });
    expect(await outcome).toMatchObject({ moved: 0, answers: true, refused: null });
  });
});

describe('a turn beside which a subagent asks', () => {
  it('has stalled where the subagent is in the background', async () => {
    await work();
    cli.say(task('agent'));
    cli.say(toolEnds('agent'));
    asks(cli, 'question', { ofAgent: true });
    await pass(limitMs + 2000);
    expect(only()).toMatchObject({ status: 'waiting', stall: { state: 'stalled', stall: 'silent' } });
  });

  it('waits for the person where it waits for the subagent', async () => {
    await work();
    cli.say(task('agent'));
    asks(cli, 'question', { ofAgent: true });
    await pass(600_000);
    expect(only()).toMatchObject({ status: 'waiting', stall: null });
    const evidence = world.life.orchestrator.watchdog.evidence(only().id);
    expect(evidence).toMatchObject({ state: 'waiting' });
  });
});

it('recovers a turn that the CLI began by itself, so that its queue goes on', async () => {
  world.life.settings.update({ whenStalled: 'recover' });
  begin(cli);
  await settle();
  const submitted = told(world.life.orchestrator.manager.submitTask(only().id, world.promises.nextPrompt().text));
  world.promises.submitted(1, submitted);
  await pass(limitMs + 2000);
  expect(asked()).toEqual(['mcp_status']);
  expect(cli.interrupted).toBe(false);
  await pass(20_000);
  expect(cli.interrupted).toBe(true);
  cli.say(result(6, null));
  await settle();
  await pass(2000);
  expect(only().currentTaskId).toBe(submitted.id);
});
