import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildArguments, buildEnvironment, cliModes } from '../../../apps/main/claude/command-line.ts';
import { CliFlags } from '../../../apps/main/claude/cli-flags.ts';
import { problemOfExit } from '../../../apps/main/claude/exit-report.ts';
import { readInitialization } from '../../../apps/main/claude/initialization.ts';
import { permissionModes, type InstanceSettings } from '../../../apps/shared/models/instance.ts';
import { installRealCli } from '../../../scripts/install-real-cli.ts';
import { MessagesApi } from '../../support/messages-api/messages-api.ts';
import { realCliEnvironment, realCliPath, realCliVersions } from '../../support/real-cli.ts';
import { settingsWith } from '../../unit/claude/builders.ts';
import { emptyFolder, Life, type LifeOptions } from './lives.ts';

const id = '11111111-1111-4111-8111-111111111111';
/** Settings in which everything is chosen, and nearly everything looks like something else. */
const rich: Partial<InstanceSettings> = {
  model: 'haiku',
  effort: 'high',
  budgetUsd: 0.5,
  systemPromptAddition: '--dangerously-skip-permissions\nis how this "addition" begins, $(and) `so` on: é 😀',
  allowedTools: ['Bash(git log:*)', 'Read(./docs/**)', 'Bash(echo "a, b" | wc)', '--bogus-rule'],
  deniedTools: ['WebFetch', 'Bash(rm -rf:*)', '-p'],
  mcpConfig: { mcpServers: { 'not there': { command: '/nowhere/at all', args: ['-x', '--y=z'], env: { A: 'b c' } } } },
};

describe.each(realCliVersions)('Claude Code %s', (version) => {
  let api: MessagesApi;
  let command: string;

  beforeAll(async () => {
    const problem = installRealCli(version);
    if (problem !== null) throw new Error(problem);
    command = realCliPath(version) ?? '';
    api = await MessagesApi.start();
  }, 600_000);
  afterAll(async () => {
    await api.stop();
  });

  /** A life of the real CLI with the arguments and the environment that an instance would have. */
  async function lifeOf(own: Partial<InstanceSettings>, options: LifeOptions = {}): Promise<Life> {
    const folder = emptyFolder();
    const extraDirectories = ['with a blank', '-dash'].map((name) => join(folder, name));
    for (const directory of extraDirectories) mkdirSync(directory);
    const settings = settingsWith({ extraDirectories, ...own });
    const knowsPromptSnapshot = await new CliFlags().knows(command, '--system-prompt-snapshot');
    const session = { kind: 'new', id: randomUUID() } as const;
    const line = { session, allowPeerMessages: false, knowsPromptSnapshot };
    const life: Life = new Life({
      command,
      arguments: buildArguments(settings, line),
      environment: buildEnvironment(realCliEnvironment({ folder, baseUrl: api.url }), settings, 'replaced'),
      ...options,
    });
    return life;
  }

  it('takes every setting for what it is', async () => {
    const life = await lifeOf({ ...rich, permissionMode: 'ask' });
    const claude = await life.start();
    const ready = readInitialization(await claude.ask({ subtype: 'initialize' }, 25_000));
    expect(ready?.offer.models.length).toBeGreaterThan(1);
    claude.prompt(id, 'Say it.');
    const { result } = await life.message('result');
    expect(result).toMatchObject({ isError: false, sessionId: expect.any(String) as string });
    expect((await life.message('init')).init).toMatchObject({ permissionMode: 'default', version });

    const asked = api.conversations.filter(({ messages }) => JSON.stringify(messages).includes('Say it.')).at(-1);
    expect(asked?.model).toMatch(/haiku/);
    expect(JSON.stringify(asked?.system)).toContain(JSON.stringify(rich.systemPromptAddition).slice(1, -1));
    const tools = JSON.stringify((asked?.['tools'] as { name: string }[] | undefined)?.map(({ name }) => name));
    expect(tools).toContain('"Bash"');
    expect(tools).not.toMatch(/WebFetch|SendMessage|ListAgents/);
    expect(life.messages.filter(({ kind }) => kind === 'noise' || kind === 'unknown')).toEqual([]);
    expect(await claude.end()).toEqual({ rung: 'input', leftPids: [] });
    expect(await claude.exited).toMatchObject({ code: 0 });
  });

  it.each(permissionModes)('starts in the mode "%s"', async (permissionMode) => {
    const life = await lifeOf({ permissionMode });
    const claude = await life.start();
    claude.prompt(id, 'Go.');
    expect((await life.message('init')).init.permissionMode).toBe(cliModes[permissionMode]);
    await life.message('result');
    await claude.end();
  });

  it('says why it does not start, in words that are understood', async () => {
    const problems = await Promise.all(
      [['--bogus'], ['-p', '--mcp-config=[]'], ['-p', `--resume=${id}`], ['-p', '--session-id=x']].map(async (own) => {
        const life = await lifeOf(
          {},
          { arguments: [...own, '--input-format=stream-json', '--output-format=stream-json', '--verbose'] },
        );
        const claude = await life.start();
        const exit = await claude.exited;
        await claude.end();
        return problemOfExit(exit).code;
      }),
    );
    expect(problems).toEqual(['cli.badArguments', 'cli.badArguments', 'cli.sessionMissing', 'cli.badArguments']);
  });

  it('is interrupted and ended with its tools', async () => {
    const life = await lifeOf({ permissionMode: 'autonomous', model: 'haiku' });
    const claude = await life.start();
    const sleeping = {
      tools: [{ name: 'Bash', input: { command: `touch ${life.directory}/begun; bash -c 'sleep 300; true'` } }],
    };
    claude.prompt(id, `Go. [[${JSON.stringify({ id: randomUUID(), steps: [sleeping, { text: 'Done.' }] })}]]`);
    await expect.poll(async () => (await life.alive()).length, { timeout: 25_000 }).toBeGreaterThan(2);
    expect(await claude.end()).toMatchObject({ leftPids: [] });
    expect(await life.alive()).toEqual([]);
    expect(life.store.all()).toEqual([]);
    expect((await life.message('result')).result.terminalReason).toMatch(/^aborted_/);
  });
});
