import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { buildAnswer, describeAsk } from '../../../apps/main/orchestrator/permission-answer.ts';
import type { CliMessageOf } from '../../../apps/main/claude/messages.ts';
import { requestWith } from '../../unit/persistence/records.ts';
import { describeEachCli } from '../each-cli.ts';
import { say } from '../wire-session.ts';
import { TowerSession } from './tower-session.ts';

let open: TowerSession[] = [];

describeEachCli('permissions that are to be remembered', (cli) => {
  const settingsPath = (): string => join(cli.directory, '.claude', 'settings.local.json');
  const settings = (): string => (existsSync(settingsPath()) ? readFileSync(settingsPath(), 'utf8') : '');
  afterEach(async () => {
    await Promise.all(open.map((session) => session.dispose()));
    open = [];
    rmSync(join(cli.directory, '.claude'), { recursive: true, force: true });
  });

  const start = async (): Promise<TowerSession> => {
    const session = await TowerSession.start(cli, { settings: { permissionMode: 'ask' } });
    open.push(session);
    return session;
  };
  const write = (name: string) => ({
    tools: [{ name: 'Write', input: { file_path: join(cli.directory, name), content: name } }],
  });
  /** Answers a question as the tower does when a person allows it. */
  const allow = (session: TowerSession, ask: CliMessageOf<'ask'>, remember: 'session' | 'project'): void => {
    const asked = requestWith(describeAsk({ cliRequestId: ask.requestId, body: ask.request }));
    const answer = buildAnswer(asked, { behavior: 'allow', remember });
    if (answer.ok) session.process.answer(ask.requestId, answer.value.response);
  };
  const questions = (session: TowerSession): number => session.messages.filter(({ kind }) => kind === 'ask').length;
  const modes = (session: TowerSession): readonly (string | null)[] =>
    session.messages.flatMap((message) => (message.kind === 'status' ? [message.permissionMode] : [])).filter(Boolean);

  it('changes the mode when edits are allowed for the session, and writes nothing into the project', async () => {
    const session = await start();
    session.prompt(say('go', [write('one.txt'), write('two.txt'), { text: 'Fin.' }]));
    allow(session, await session.wait('ask'), 'session');
    expect(await session.result()).toMatchObject({ text: 'Fin.' });
    expect(questions(session)).toBe(1);
    expect(modes(session)).toEqual(['acceptEdits']);
    expect(settings()).toBe('');
    expect(existsSync(join(cli.directory, 'two.txt'))).toBe(true);
  });

  it('keeps a rule for edits in the project, and leaves the mode alone', async () => {
    const first = await start();
    first.prompt(say('go', [write('three.txt'), write('four.txt'), { text: 'Fin.' }]));
    allow(first, await first.wait('ask'), 'project');
    expect(await first.result()).toMatchObject({ text: 'Fin.' });
    expect(questions(first)).toBe(1);
    expect(modes(first)).toEqual([]);
    // The CLI writes the file beside its work, in which it is empty for a moment.
    await expect.poll(settings, { timeout: 10_000 }).toContain('"Edit(./**)"');
    expect(settings()).not.toContain('defaultMode');
    await first.process.end();

    const second = await start();
    second.prompt(say('go', [write('five.txt'), { text: 'Fin.' }]));
    // The older one does not take it from a folder that nobody has said to be trusted: it asks once more.
    if (!cli.modern) allow(second, await second.wait('ask'), 'session');
    expect(await second.result()).toMatchObject({ text: 'Fin.' });
    expect(questions(second)).toBe(cli.modern ? 0 : 1);
  });

  it('would make a mode that is put into the project the one in which every session there begins', async () => {
    const session = cli.start({ asks: true });
    session.prompt(say('go', [write('six.txt'), { text: 'Fin.' }]));
    session.answer(await session.asked(), {
      behavior: 'allow',
      updatedInput: {},
      updatedPermissions: [{ type: 'setMode', mode: 'acceptEdits', destination: 'localSettings' }],
    });
    await session.result();
    await expect.poll(settings, { timeout: 10_000 }).toContain('"defaultMode": "acceptEdits"');
    const next = cli.start({ asks: true });
    next.prompt(say('hello', [{ text: 'Hi.' }]));
    await next.result();
    expect(next.events.find((event) => event['subtype'] === 'init')).toMatchObject({ permissionMode: 'acceptEdits' });
  });
});
