import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { PermissionRules } from '../../../apps/main/claude/rules/permission-rules.ts';
import { buildAnswer, describeAsk } from '../../../apps/main/orchestrator/permission-answer.ts';
import type { CliMessageOf } from '../../../apps/main/claude/messages.ts';
import { requestWith } from '../../unit/persistence/records.ts';
import { anInstance } from '../../support/renderer/builders.ts';
import { describeEachCli } from '../each-cli.ts';
import { say } from '../wire-session.ts';
import { TowerSession } from './tower-session.ts';

let open: TowerSession[] = [];

describeEachCli('a rule that is taken back', (cli) => {
  const settings = (): string => join(cli.directory, '.claude', 'settings.local.json');
  afterEach(async () => {
    await Promise.all(open.map((session) => session.dispose()));
    open = [];
    rmSync(join(cli.directory, '.claude'), { recursive: true, force: true });
  });
  const start = async (session?: TowerSession): Promise<TowerSession> => {
    const resumed = session === undefined ? {} : { session: { kind: 'resume' as const, id: session.sessionId } };
    const started = await TowerSession.start(cli, { settings: { permissionMode: 'ask' }, ...resumed });
    open.push(started);
    return started;
  };
  /** What the tower's list would have of this folder. */
  const rules = () => {
    const { HOME: home = '', ...environment } = cli.environment();
    return { files: new PermissionRules({ environment, home }), instance: anInstance({ directory: cli.directory }) };
  };
  /** The older one takes rules only from a folder that somebody has said to be trusted. */
  const trust = (): void => {
    const path = join(cli.environment()['CLAUDE_CONFIG_DIR'] ?? '', '.claude.json');
    const known = JSON.parse(readFileSync(path, 'utf8')) as object;
    writeFileSync(path, JSON.stringify({ ...known, projects: { [cli.directory]: { hasTrustDialogAccepted: true } } }));
  };

  /** Has a command run that no rule of the CLI's own lets pass; there is none of its name. @returns whether a person was asked; no was the answer, unless another is given */
  const asks = async (
    session: TowerSession,
    name: string,
    answer?: (ask: CliMessageOf<'ask'>) => void,
  ): Promise<boolean> => {
    const count = (kind: 'ask' | 'result'): number =>
      session.messages.filter((message) => message.kind === kind).length;
    const before = { asks: count('ask'), results: count('result') };
    session.prompt(
      say('go', [{ tools: [{ name: 'Bash', input: { command: `frobnicate ${name}` } }] }, { text: 'Fin.' }]),
    );
    const over = session.result(before.results + 1).then(() => null);
    const ask = await Promise.race([session.wait('ask', undefined, before.asks + 1), over]);
    if (ask === null) return false;
    if (answer === undefined) session.process.answer(ask.requestId, { behavior: 'deny', message: 'No.' });
    else answer(ask);
    await over;
    return true;
  };
  const always = (session: TowerSession, remember: 'session' | 'project') => (ask: CliMessageOf<'ask'>) => {
    const asked = requestWith(describeAsk({ cliRequestId: ask.requestId, body: ask.request }));
    const built = buildAnswer(asked, { behavior: 'allow', remember });
    if (built.ok) session.process.answer(ask.requestId, built.value.response);
  };

  it('no longer holds for a CLI that runs, some seconds later, and holds again when it is put back', async () => {
    trust();
    mkdirSync(join(cli.directory, '.claude'));
    writeFileSync(
      settings(),
      JSON.stringify({ permissions: { allow: ['Bash(frobnicate a:*)', 'Bash(frobnicate b:*)'] } }, null, 2),
    );
    const session = await start();
    expect(await asks(session, 'a')).toBe(false);
    const { files, instance } = rules();
    const taken = await files.takeBack(instance, 'local', { list: 'allow', text: 'Bash(frobnicate a:*)' });
    await vi.waitFor(async () => expect(await asks(session, 'a')).toBe(true), 20_000);
    expect(await asks(session, 'b')).toBe(false);
    if (taken.ok) await files.putBack(taken.value.undoId);
    await vi.waitFor(async () => expect(await asks(session, 'a')).toBe(false), 20_000);
  });

  it('that was told to a process, too, holds there until its end, and not for the next one in its conversation', async () => {
    const session = await start();
    expect(await asks(session, 'c', always(session, 'project'))).toBe(true);
    const { files, instance } = rules();
    // As it is named in the list, so it stands in the file.
    const { files: listed } = await files.list([instance]);
    expect(listed.map(({ scope, rules: some }) => [scope, ...some.map(({ text }) => text)])).toEqual([
      ['local', expect.stringMatching(/^Bash\(frobnicate/)],
    ]);
    const [rule] = listed[0]?.rules ?? [];
    if (rule === undefined) throw new Error('there is no rule');
    expect(await files.takeBack(instance, 'local', rule)).toMatchObject({ ok: true });
    // Long after it has noticed.
    const other = await start();
    await vi.waitFor(async () => expect(await asks(other, 'c')).toBe(true), 20_000);
    expect(await asks(session, 'c')).toBe(false);
    await session.process.end();
    expect(await asks(await start(session), 'c')).toBe(true);
  });
});
