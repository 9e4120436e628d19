import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { ReplyStep } from '../../support/messages-api/reply-script.ts';
import { describeEachCli } from '../each-cli.ts';
import { at, outline } from '../outline.ts';
import { say } from '../wire-session.ts';

const bash = (command: string): ReplyStep => ({ tools: [{ name: 'Bash', input: { command } }] });
const question = {
  question: 'Which colour?',
  header: 'Colour',
  multiSelect: false,
  options: [
    { label: 'Red', description: 'r' },
    { label: 'Blue', description: 'b' },
  ],
};

describeEachCli('permissions', (cli) => {
  it('asks before a tool runs, says so in its state, and runs it when allowed', async () => {
    const session = cli.start({ asks: true });
    session.prompt(say('go', [bash('touch allowed.txt'), { text: 'Fin.' }]));
    const asked = await session.asked();
    expect(asked['request']).toMatchObject({
      subtype: 'can_use_tool',
      tool_name: 'Bash',
      input: { command: 'touch allowed.txt' },
      tool_use_id: expect.any(String),
      permission_suggestions: expect.arrayContaining([
        expect.objectContaining({ type: 'addRules', behavior: 'allow' }),
      ]),
    });
    expect(existsSync(join(cli.directory, 'allowed.txt'))).toBe(false);
    session.answer(asked, { behavior: 'allow', updatedInput: { command: 'touch allowed.txt' } });
    await session.idle();
    expect(existsSync(join(cli.directory, 'allowed.txt'))).toBe(true);
    expect(outline(session.events)).toEqual([
      'system/session_state_changed/running',
      'system/init/default',
      'assistant/tool_use',
      'system/session_state_changed/requires_action',
      'control_request/can_use_tool',
      'system/session_state_changed/running',
      'user/tool_result',
      'assistant/text',
      'result/success/completed',
      'system/session_state_changed/idle',
    ]);
  });

  it('runs what the answer changed the call to', async () => {
    const session = cli.start({ asks: true });
    session.prompt(say('go', [bash('touch original.txt'), { text: 'Fin.' }]));
    session.answer(await session.asked(), {
      behavior: 'allow',
      updatedInput: { command: 'touch other.txt; echo CHANGED' },
    });
    await session.result();
    expect(session.events.find((event) => event['type'] === 'user')).toMatchObject({
      tool_use_result: { stdout: 'CHANGED' },
    });
    expect(existsSync(join(cli.directory, 'original.txt'))).toBe(false);
  });

  it('tells the model why a call was denied, and goes on', async () => {
    const session = cli.start({ asks: true });
    session.prompt(say('go', [bash('touch denied.txt'), { text: 'Understood.' }]));
    session.answer(await session.asked(), { behavior: 'deny', message: 'Not allowed by policy' });
    expect(await session.result()).toMatchObject({
      subtype: 'success',
      result: 'Understood.',
      permission_denials: [{ tool_name: 'Bash', tool_input: { command: 'touch denied.txt' } }],
    });
    const told = session.events.find((event) => event['type'] === 'user');
    expect(told).toMatchObject({ message: { content: [{ content: 'Not allowed by policy', is_error: true }] } });
    expect(existsSync(join(cli.directory, 'denied.txt'))).toBe(false);
  });

  it('ends the turn when a denial says so, and stays usable', async () => {
    const session = cli.start({ asks: true });
    session.prompt(say('go', [bash('touch denied.txt'), { text: 'Not reached.' }]));
    session.answer(await session.asked(), { behavior: 'deny', message: 'Stop.', interrupt: true });
    expect(await session.result()).toMatchObject({
      subtype: 'error_during_execution',
      is_error: true,
      terminal_reason: 'aborted_tools',
      num_turns: 3,
    });
    session.prompt(say('again', [{ text: 'Alive.' }]));
    expect(await session.result(2)).toMatchObject({ result: 'Alive.', is_error: false });
  });

  it('does not ask again after a rule for the session', async () => {
    const session = cli.start({ asks: true });
    session.prompt(say('go', [bash('touch one.txt'), bash('touch two.txt'), { text: 'Fin.' }]));
    const rule = { toolName: 'Bash', ruleContent: 'touch:*' };
    session.answer(await session.asked(), {
      behavior: 'allow',
      updatedInput: {},
      updatedPermissions: [{ type: 'addRules', rules: [rule], behavior: 'allow', destination: 'session' }],
    });
    await session.result();
    expect(outline(session.events).filter((line) => line.startsWith('control_request'))).toHaveLength(1);
    expect(existsSync(join(cli.directory, 'two.txt'))).toBe(true);
  });

  it('takes a question back when the turn is interrupted, before it answers the interrupt', async () => {
    const session = cli.start({ asks: true });
    session.prompt(say('go', [bash('touch never.txt'), { text: 'Not reached.' }]));
    const asked = await session.asked();
    await session.control({ subtype: 'interrupt' });
    await session.idle();
    const seen = outline(session.events);
    expect(seen.slice(seen.indexOf('control_request/can_use_tool') + 1)).toEqual([
      'control_cancel_request',
      'control_response/success',
      'system/session_state_changed/running',
      'user/tool_result',
      'user/text',
      'result/error_during_execution/aborted_tools/error',
      'system/session_state_changed/idle',
    ]);
    const cancelled = session.events.find((event) => event['type'] === 'control_cancel_request');
    expect(cancelled).toEqual({ type: 'control_cancel_request', request_id: asked['request_id'] });
  });

  it('tells the model of a host that could not answer', async () => {
    const session = cli.start({ asks: true });
    session.prompt(say('go', [bash('touch never.txt'), { text: 'After.' }]));
    const asked = await session.asked();
    const response = { subtype: 'error', request_id: asked['request_id'] ?? '', error: 'host exploded' };
    session.write({ type: 'control_response', response });
    expect(await session.result()).toMatchObject({ result: 'After.' });
    const told = session.events.find((event) => event['type'] === 'user');
    expect(at(told, 'message.content.0.content')).toBe('Tool permission request failed: Error: host exploded');
  });

  it('asks a person its questions even when every tool may run', async () => {
    const session = cli.start();
    session.prompt(
      say('ask', [{ tools: [{ name: 'AskUserQuestion', input: { questions: [question] } }] }, { text: 'Thanks.' }]),
    );
    const asked = await session.asked();
    expect(asked['request']).toMatchObject({ tool_name: 'AskUserQuestion', input: { questions: [question] } });
    expect(at(asked, 'request.requires_user_interaction')).toBe(cli.modern ? true : undefined);
    const answers = { 'Which colour?': 'Blue' };
    session.answer(asked, { behavior: 'allow', updatedInput: { questions: [question], answers } });
    await session.result();
    const told = session.events.find((event) => event['type'] === 'user');
    expect(at(told, 'message.content.0.content')).toContain('"Which colour?"="Blue"');
    expect(told).toMatchObject({ tool_use_result: { answers } });
  });

  it('shows the plan that the agent wrote into its plan file, and leaves plan mode when it is approved', async () => {
    const session = cli.start({ asks: true, argv: ['--permission-mode', 'plan'] });
    const plan = '# The plan\n\n1. Do it\n';
    const write = { name: 'Write', input: { file_path: '{{planFile}}', content: plan } };
    session.prompt(
      say('plan', [{ tools: [write] }, { tools: [{ name: 'ExitPlanMode', input: {} }] }, { text: 'I do it.' }]),
    );
    const asked = await session.asked();
    const input = { plan, planFilePath: expect.stringMatching(/plans\/[\w-]+\.md$/) };
    expect(asked['request']).toMatchObject({ tool_name: 'ExitPlanMode', input });
    session.answer(asked, { behavior: 'allow', updatedInput: at(asked, 'request.input') ?? {} });
    await session.result();
    expect(outline(session.events, ['system/session_state'])).toEqual([
      'system/init/plan',
      'assistant/tool_use',
      'user/tool_result',
      'assistant/tool_use',
      'control_request/can_use_tool',
      'system/status/default',
      'user/tool_result',
      'assistant/text',
      'result/success/completed',
    ]);
  });

  it('shows a plan that is in no file only if it is old', async () => {
    const session = cli.start({ asks: true, argv: ['--permission-mode', 'plan'] });
    session.prompt(
      say('plan', [{ tools: [{ name: 'ExitPlanMode', input: { plan: '1. Do it' } }] }, { text: 'I do it.' }]),
    );
    const asked = await session.asked();
    expect(at(asked, 'request.input')).toEqual(cli.modern ? {} : { plan: '1. Do it' });
  });

  it('fails an open question when its input ends, and finishes the turn', async () => {
    const session = cli.start({ asks: true });
    session.prompt(say('go', [bash('touch never.txt'), { text: 'After.' }]));
    await session.asked();
    session.endInput();
    expect(await session.result()).toMatchObject({ result: 'After.', is_error: false });
    expect(await session.exited).toMatchObject({ code: 0 });
  });
});
