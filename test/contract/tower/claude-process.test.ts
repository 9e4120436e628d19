import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { problemOfExit } from '../../../apps/main/claude/exit-report.ts';
import { readInitialization } from '../../../apps/main/claude/initialization.ts';
import { judgeResult } from '../../../apps/main/claude/turn-end.ts';
import { UsageMeter } from '../../../apps/main/claude/usage-meter.ts';
import type { RefusalStep } from '../../support/messages-api/reply-script.ts';
import { describeEachCli } from '../each-cli.ts';
import { say } from '../wire-session.ts';
import { inputOf, TowerSession, type TowerOptions } from './tower-session.ts';

const once = { CLAUDE_CODE_MAX_RETRIES: '1' };
const endless = { name: 'Bash', input: { command: "bash -c 'sleep 300; true'" } };
let open: TowerSession[] = [];

describeEachCli('the tower with a CLI', (cli) => {
  const start = async (options: TowerOptions = {}): Promise<TowerSession> => {
    const session = await TowerSession.start(cli, options);
    open.push(session);
    return session;
  };
  afterEach(async () => {
    await Promise.all(open.map((session) => session.dispose()));
    open = [];
  });

  it('learns that it is ready, what it offers and where its key is from', async () => {
    const session = await start();
    const ready = readInitialization(await session.process.ask({ subtype: 'initialize' }));
    expect(ready?.credentials).toBe('ANTHROPIC_API_KEY');
    expect(ready?.offer.models.map((model) => model.value)).toEqual(
      expect.arrayContaining(['default', 'sonnet', 'haiku']),
    );
    expect(ready?.offer.commands.map((command) => command.name)).toEqual(
      expect.arrayContaining(['clear', 'compact', 'usage']),
    );
    const report = await session.process.end();
    expect(report).toEqual({ rung: 'input', leftPids: [] });
    expect(session.ledger.rows.size).toBe(0);
  });

  it('runs a prompt to its result, under our session id, and knows what it cost', async () => {
    const session = await start();
    const uuid = session.prompt(say('hello', [{ text: 'Hello there.' }]));
    const result = await session.result();
    await session.wait('sessionState', ({ state }) => state === 'idle');
    expect(judgeResult(result, null)).toEqual({ status: 'completed', problem: null });
    expect(result).toMatchObject({ text: 'Hello there.', sessionId: session.sessionId, rounds: 1, originKind: null });
    expect(result.promptUuids).toEqual(cli.modern ? [uuid] : null);
    const usage = new UsageMeter().read(result);
    expect(usage).toMatchObject({ inputTokens: 100, outputTokens: 20 });
    expect(usage.costUsd).toBeGreaterThan(0);
    expect(session.messages.filter(({ kind }) => kind === 'unknown' || kind === 'noise')).toEqual([]);
    const deltas = session.messages.filter((message) => message.kind === 'stream');
    expect(deltas.length).toBeGreaterThan(4);
  });

  it('reads the cost of each turn, over resumes and after clearing', async () => {
    const first = await start();
    first.prompt(say('one', [{ text: 'One.' }]));
    const cost = new UsageMeter().read(await first.result()).costUsd;
    await first.process.end();
    const second = await start({ session: { kind: 'resume', id: first.sessionId } });
    const meter = new UsageMeter();
    second.prompt(say('two', [{ text: 'Two.' }]));
    expect(meter.read(await second.result(1)).costUsd).toBeCloseTo(cost, 9);
    second.prompt('/clear');
    const cleared = await second.result(2);
    expect(meter.read(cleared).costUsd).toBe(0);
    expect(cleared.sessionId).not.toBe(first.sessionId);
    second.prompt(say('three', [{ text: 'Three.' }]));
    expect(meter.read(await second.result(3)).costUsd).toBeCloseTo(cost, 9);
  });

  it('resumes under the new session id what was cleared, at once and without a prompt between', async () => {
    const first = await start();
    first.prompt(say('one', [{ text: 'One.' }]));
    await first.result(1);
    first.prompt('/clear');
    const { sessionId } = await first.result(2);
    expect(first.messages.filter(({ kind }) => kind === 'conversationReset')).toHaveLength(cli.modern ? 1 : 0);
    expect(first.messages.filter(({ kind }) => kind === 'unknown')).toEqual([]);
    await first.process.end();
    const second = await start({ session: { kind: 'resume', id: sessionId ?? '' } });
    second.prompt(say('two', [{ text: 'Two.' }]));
    expect(await second.result()).toMatchObject({ text: 'Two.', sessionId });
    const told = JSON.stringify(cli.api?.conversations.at(-1)?.messages ?? []);
    expect(told).not.toContain('One.');
  });

  it('hands a permission question on, and the answer back', async () => {
    const session = await start({ settings: { permissionMode: 'ask' } });
    session.prompt(say('go', [{ tools: [{ name: 'Bash', input: { command: 'touch asked.txt' } }] }, { text: 'Fin.' }]));
    const { requestId, request } = await session.wait('ask');
    expect(request).toMatchObject({ subtype: 'can_use_tool', tool_name: 'Bash' });
    session.process.answer(requestId, { behavior: 'allow', updatedInput: inputOf(request) });
    expect(judgeResult(await session.result(), null).status).toBe('completed');
    expect(existsSync(join(cli.directory, 'asked.txt'))).toBe(true);
    const states = session.messages.flatMap((message) => (message.kind === 'sessionState' ? [message.state] : []));
    expect(states.slice(0, 3)).toEqual(['running', 'requires_action', 'running']);
  });

  it('sees its question withdrawn when it interrupts', async () => {
    const session = await start({ settings: { permissionMode: 'ask' } });
    session.prompt(say('go', [{ tools: [{ name: 'Bash', input: { command: 'touch never.txt' } }] }, { text: 'Fin.' }]));
    const { requestId } = await session.wait('ask');
    expect((await session.process.interrupt()).ok).toBe(true);
    expect((await session.wait('withdraw')).requestId).toBe(requestId);
    expect(judgeResult(await session.result(), null).status).toBe('interrupted');
  });

  it('interrupts a tool and goes on with the same process', async () => {
    const session = await start();
    session.prompt(say('go', [{ tools: [endless] }, { text: 'Not reached.' }]));
    await session.wait('assistant');
    expect((await session.process.interrupt()).ok).toBe(true);
    expect(judgeResult(await session.result(1), null).status).toBe('interrupted');
    session.prompt(say('again', [{ text: 'Alive.' }]));
    expect(await session.result(2)).toMatchObject({ text: 'Alive.' });
  });

  it('ends a process in mid-tool, and leaves nothing', async () => {
    const session = await start();
    session.prompt(say('go', [{ tools: [endless] }, { text: 'Not reached.' }]));
    await session.wait('assistant');
    const report = await session.process.end();
    expect(report.leftPids).toEqual([]);
    expect(['interrupt', 'input']).toContain(report.rung);
    expect(await session.left()).toEqual([]);
    expect(session.ledger.rows.size).toBe(0);
  });

  it('ends a process with work in the background without waiting for it', async () => {
    const session = await start();
    const input = { command: 'sleep 300', run_in_background: true };
    session.prompt(say('go', [{ tools: [{ name: 'Bash', input }] }, { text: 'It runs.' }]));
    await session.result();
    expect((await session.left()).length).toBeGreaterThan(1);
    const report = await session.process.end();
    expect(report.leftPids).toEqual([]);
    expect(await session.left()).toEqual([]);
  });

  it('tells the end of background work from the end of a prompt', async () => {
    const session = await start();
    const input = { command: 'sleep 0.5', run_in_background: true };
    session.prompt(say('go', [{ tools: [{ name: 'Bash', input }] }, { text: 'It runs.' }]));
    expect((await session.result(1)).originKind).toBeNull();
    expect((await session.result(2)).originKind).toBe('task-notification');
    const ended = await session.wait('background', ({ change }) => change.kind === 'ended');
    expect(ended.change).toMatchObject({ status: 'completed' });
  });

  it('knows that a conversation is missing', async () => {
    const session = await start({ session: { kind: 'resume', id: randomUUID() } });
    const exit = await session.process.exited;
    expect(exit).toMatchObject({ code: 1, signal: null });
    expect(problemOfExit(exit).code).toBe('cli.sessionMissing');
    expect(judgeResult(await session.result(), null).problem?.code).toBe('cli.sessionMissing');
  });

  const refusals: readonly { readonly refusal: RefusalStep; readonly code: string }[] = [
    { refusal: { status: 401, message: 'invalid x-api-key' }, code: 'api.invalidKey' },
    { refusal: { status: 429, message: 'too fast' }, code: 'api.rateLimited' },
    { refusal: { status: 529, message: 'Overloaded' }, code: 'api.overloaded' },
    { refusal: { status: 500, message: 'oops' }, code: 'api.failed' },
    { refusal: { status: 400, message: 'bad request thing' }, code: 'api.refused' },
    { refusal: { status: 400, message: 'Your credit balance is too low.' }, code: 'api.noCredit' },
    {
      refusal: { status: 400, message: 'prompt is too long: 250000 tokens > 200000 maximum' },
      code: 'api.promptTooLong',
    },
    { refusal: { status: 413, message: 'too large' }, code: 'api.requestTooLarge' },
  ];

  it('names what the API refused', async () => {
    const session = await start({ environment: once });
    for (const [index, { refusal, code }] of refusals.entries()) {
      session.prompt(say(`refusal ${refusal.status}`, [refusal]));
      const result = await session.result(index + 1);
      expect(judgeResult(result, null).problem?.code, `${refusal.status} ${refusal.message ?? ''}`).toBe(code);
    }
    const retries = session.messages.flatMap((message) => (message.kind === 'retry' ? [message.retry.status] : []));
    expect(retries).toEqual([401, 429, 529, 500]);
  });

  it('names a model that does not exist', async () => {
    const session = await start({ settings: { model: 'does-not-exist-9' } });
    session.prompt(say('go', [{ text: 'Not reached.' }]));
    const end = judgeResult(await session.result(), null);
    expect(end.problem).toMatchObject({ code: 'api.unknownModel', params: { model: 'does-not-exist-9' } });
  });
});
