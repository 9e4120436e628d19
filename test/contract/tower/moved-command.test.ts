import { afterEach, expect, it, vi } from 'vitest';
import { describeEachCli } from '../each-cli.ts';
import { say } from '../wire-session.ts';
import { TowerSession } from './tower-session.ts';

const endless = { name: 'Bash', input: { command: "bash -c 'sleep 300; true'" } };
let open: TowerSession[] = [];

describeEachCli('a command that is moved to the background', (cli) => {
  const start = async (): Promise<TowerSession> => {
    const session = await TowerSession.start(cli);
    open.push(session);
    return session;
  };
  afterEach(async () => {
    await Promise.all(open.map((session) => session.dispose()));
    open = [];
  });

  const move = (session: TowerSession, id: string) =>
    session.process.ask({ subtype: 'background_tasks', tool_use_id: id });
  const answered = (backgrounded: boolean) => ({ ok: true, response: { backgrounded } });

  it('runs on there, and its turn comes to its end', async () => {
    const session = await start();
    session.prompt(say('go', [{ tools: [endless] }, { text: 'It runs on.' }]));
    const isUse = (block: { readonly type?: unknown }): boolean => block.type === 'tool_use';
    const { assistant } = await session.wait('assistant', (one) => one.assistant.blocks.some(isUse));
    const id = String(assistant.blocks.find(isUse)?.['id']);
    // Not before it is announced as a task, three seconds after its start; nor what is none.
    expect(await move(session, id)).toEqual(answered(false));
    expect(await move(session, 'toolu_none')).toEqual(answered(false));
    await vi.waitFor(async () => {
      expect(await move(session, id)).toEqual(answered(true));
    }, 10_000);
    expect(await session.result()).toMatchObject({ text: 'It runs on.', isError: false, originKind: null });
    await session.wait('sessionState', ({ state }) => state === 'idle');
    expect(await move(session, id)).toEqual(answered(false));
    expect((await session.left()).length).toBeGreaterThan(1);
    expect((await session.process.end()).leftPids).toEqual([]);
    expect(await session.left()).toEqual([]);
  });
});
