import { describe, expect, it } from 'vitest';
import { newDirectory, startConversation } from './conversation.ts';

const result = { type: 'result' };
const asked = { type: 'control_request' };

describe('the demo agent', () => {
  it('explains itself when nothing is named, and says that it is a simulation', async () => {
    const { prompt, next } = startConversation();
    const ended = next(result);
    prompt('hello');
    expect(await ended).toMatchObject({
      subtype: 'success',
      is_error: false,
      total_cost_usd: 0,
      terminal_reason: 'completed',
    });
    expect((await ended)['result']).toContain('simulation');
  });

  it('begins a turn with init and ends it with result, then idle', async () => {
    const { prompt, next, written } = startConversation();
    const idle = next({ subtype: 'session_state_changed', state: 'idle' });
    prompt('hello');
    await idle;
    const names = written.map((message) => message['subtype'] ?? message['type']);
    expect(names.slice(0, 2)).toEqual(['session_state_changed', 'init']);
    expect(names.slice(-2)).toEqual(['success', 'session_state_changed']);
  });

  it.each([
    ['ask', 'default', 'Bash'],
    ['edits', 'acceptEdits', 'Bash'],
  ])('asks for a permission in the mode %s and goes on when it is given', async (_, mode, tool) => {
    const { prompt, next, answer, all } = startConversation([`--permission-mode=${mode}`]);
    const request = next(asked);
    const ended = next(result);
    prompt('show me a permission');
    expect(await request).toMatchObject({ request: { subtype: 'can_use_tool', tool_name: tool } });
    answer(await request, { behavior: 'allow', updatedInput: {} });
    expect((await ended)['result']).toContain('allowed');
    expect(all({ type: 'user' })).toMatchObject([{ tool_use_result: { stdout: 'added 1 package in 1s (simulated)' } }]);
  });

  it('asks nobody in the autonomous mode', async () => {
    const { prompt, next, all } = startConversation(['--dangerously-skip-permissions']);
    const ended = next(result);
    prompt('permission please');
    await ended;
    expect(all(asked)).toEqual([]);
  });

  it('takes a no, and hands the words on', async () => {
    const { prompt, next, answer, all } = startConversation();
    const request = next(asked);
    const ended = next(result);
    prompt('permission');
    answer(await request, { behavior: 'deny', message: 'not today' });
    expect((await ended)['result']).toContain('You said no');
    expect(JSON.stringify(all({ type: 'user' }))).toContain('not today');
  });

  it('ends the turn on a no that stops it', async () => {
    const { prompt, next, answer } = startConversation();
    const request = next(asked);
    const ended = next(result);
    prompt('permission');
    answer(await request, { behavior: 'deny', message: 'stop', interrupt: true });
    expect(await ended).toMatchObject({ terminal_reason: 'aborted_tools', is_error: true });
  });

  it('shows a changed input in the result', async () => {
    const { prompt, next, answer, all } = startConversation();
    const request = next(asked);
    const ended = next(result);
    prompt('permission');
    answer(await request, { behavior: 'allow', updatedInput: { command: 'npm ls' } });
    await ended;
    expect(JSON.stringify(all({ type: 'user' }))).toContain('npm ls');
  });

  it('does not ask again for what was allowed always', async () => {
    const { prompt, next, answer, all } = startConversation();
    const request = next(asked);
    let ended = next(result);
    prompt('permission');
    const rules = [{ toolName: 'Bash', ruleContent: 'npm install left-pad' }];
    const updatedPermissions = [{ type: 'addRules', rules, behavior: 'allow', destination: 'session' }];
    answer(await request, { behavior: 'allow', updatedInput: {}, updatedPermissions });
    await ended;
    ended = next(result);
    prompt('permission');
    await ended;
    expect(all(asked)).toHaveLength(1);
  });

  it('asks its question in every mode, and repeats the answer', async () => {
    const { prompt, next, answer } = startConversation(['--dangerously-skip-permissions']);
    const request = next(asked);
    const ended = next(result);
    prompt('a question, please');
    const { request: body } = (await request) as { request: { input: object } };
    const questions = body.input as { questions: readonly { question: string }[] };
    const answers = { [questions.questions[0]?.question ?? '']: 'PostgreSQL' };
    answer(await request, { behavior: 'allow', updatedInput: { ...body.input, answers } });
    expect((await ended)['result']).toContain('**PostgreSQL**');
  });

  it('proposes a plan in plan mode, whatever it is asked, and leaves the mode when it is approved', async () => {
    const { prompt, next, answer, all } = startConversation(['--permission-mode=plan']);
    const proposed = next(asked);
    prompt('hello');
    expect(await proposed).toMatchObject({ request: { tool_name: 'ExitPlanMode' } });
    const edit = next(asked);
    answer(await proposed, { behavior: 'allow', updatedInput: {} });
    expect(await edit).toMatchObject({ request: { tool_name: 'Edit' } });
    expect(all({ subtype: 'status', permissionMode: 'default' })).toHaveLength(1);
    const ended = next(result);
    answer(await edit, { behavior: 'allow', updatedInput: {} });
    expect((await ended)['result']).toContain('simulation');
  });

  it('shows every kind of tool, with a patch', async () => {
    const { prompt, next, written } = startConversation(['--dangerously-skip-permissions']);
    const ended = next(result);
    prompt('tools');
    await ended;
    const text = JSON.stringify(written);
    for (const name of ['TodoWrite', 'Grep', 'Read', 'Edit', 'Bash']) expect(text).toContain(`"name":"${name}"`);
    expect(text).toContain('"structuredPatch":[{"oldStart":4');
  });

  it('fails on request: a tool, retries, then the API', async () => {
    const { prompt, next, all } = startConversation(['--dangerously-skip-permissions']);
    const ended = next(result);
    prompt('fail');
    expect(await ended).toMatchObject({ is_error: true, api_error_status: 500, terminal_reason: 'api_error' });
    expect(all({ subtype: 'api_retry' })).toHaveLength(2);
    expect(JSON.stringify(all({ type: 'user' }))).toContain('"is_error":true');
  });

  it('crashes on request, without a result', async () => {
    const { prompt, exited, all } = startConversation();
    prompt('crash');
    expect(await exited).toBe(3);
    expect(all(result)).toEqual([]);
  });

  it('remembers the conversation', async () => {
    const directory = newDirectory();
    const first = startConversation([], directory);
    const ended = first.next(result);
    first.prompt('my first words');
    await ended;
    const second = startConversation([], directory);
    const again = second.next(result);
    second.prompt('hello again');
    expect((await again)['result']).toContain('my first words');
  });
});
