import { describe, expect, it } from 'vitest';
import { buildAnswer, describeAsk } from '../../../apps/main/orchestrator/permission-answer.ts';
import type { JsonObject } from '../../../apps/shared/models/json.ts';
import type { Decision, Request } from '../../../apps/shared/models/request.ts';
import { requestWith } from '../persistence/records.ts';

/** A request as a CLI's words make it. */
function requestOf(body: JsonObject): Request {
  const described = describeAsk({ cliRequestId: 'cli-1', body: { subtype: 'can_use_tool', ...body } });
  return requestWith({ ...described, status: 'open', verdict: null });
}

const proposal = {
  type: 'addRules',
  rules: [{ toolName: 'Bash', ruleContent: 'touch x' }],
  behavior: 'allow',
  destination: 'localSettings',
};
const bash = requestOf({
  tool_name: 'Bash',
  input: { command: 'touch x' },
  description: 'Make x',
  decision_reason: 'It writes.',
  tool_use_id: 'toolu_1',
  permission_suggestions: [proposal],
});
const editMode = { type: 'setMode', mode: 'acceptEdits', destination: 'session' };
const elsewhere = { type: 'addDirectories', directories: ['/beside'], destination: 'session' };
const edits = (ruleContent: string): JsonObject => ({
  type: 'addRules',
  rules: [{ toolName: 'Edit', ruleContent }],
  behavior: 'allow',
});
const write = requestOf({
  tool_name: 'Write',
  input: { file_path: '/beside/x' },
  permission_suggestions: [editMode, elsewhere],
});
const bare = requestOf({ tool_name: 'WebFetch', input: { url: 'https://example.org' } });
const plan = requestOf({ tool_name: 'ExitPlanMode', input: { plan: '1. Look' } });
const questions = [
  { question: 'Which colour?', header: 'Colour', multiSelect: false, options: [{ label: 'Red', description: 'Rose' }] },
  { question: 'Which sizes?', header: 'Sizes', multiSelect: true, options: [] },
];
const question = requestOf({ tool_name: 'AskUserQuestion', input: { questions } });

const allow = (remember: 'no' | 'session' | 'project' = 'no'): Decision => ({ behavior: 'allow', remember });
const answer = (answers: Record<string, string>): Decision => ({ behavior: 'answer', answers });

describe('what is shown', () => {
  it('is the tool, what it is given, and the reason', () => {
    expect(bash).toMatchObject({
      kind: 'permission',
      toolName: 'Bash',
      toolUseId: 'toolu_1',
      input: { command: 'touch x' },
      description: 'Make x',
      reason: 'It writes.',
      suggestions: [proposal],
      questions: [],
      plan: null,
    });
  });

  it('is the plan', () => {
    expect(plan).toMatchObject({ kind: 'plan', plan: '1. Look' });
  });

  it('is the questions', () => {
    expect(question).toMatchObject({ kind: 'question', questions });
  });

  it('is something even where the CLI says nothing that we know', () => {
    const odd = { tool_name: 7, input: 'text', permission_suggestions: 'none' };
    expect(requestOf(odd)).toMatchObject({ kind: 'permission', toolName: 'tool', input: {}, suggestions: [] });
    const half = { tool_name: 'AskUserQuestion', input: { questions: [{ options: [{}, 4] }, 'x'] } };
    expect(requestOf(half).questions).toEqual([
      { question: '', header: '', multiSelect: false, options: [{ label: '', description: '' }] },
    ]);
  });
});

describe.each<[string, Request, Decision, JsonObject, string]>([
  ['allow', bash, allow(), { behavior: 'allow', updatedInput: { command: 'touch x' } }, 'allowed'],
  [
    'allow with another input',
    bash,
    { behavior: 'allow', updatedInput: { command: 'ls' }, remember: 'no' },
    { behavior: 'allow', updatedInput: { command: 'ls' } },
    'allowed',
  ],
  [
    'allow for the session, as the CLI proposes',
    bash,
    allow('session'),
    {
      behavior: 'allow',
      updatedInput: { command: 'touch x' },
      updatedPermissions: [{ ...proposal, destination: 'session' }],
    },
    'allowed',
  ],
  [
    'allow for the project, as the CLI proposes',
    bash,
    allow('project'),
    {
      behavior: 'allow',
      updatedInput: { command: 'touch x' },
      updatedPermissions: [{ ...proposal, destination: 'session' }, proposal],
    },
    'allowed',
  ],
  [
    'allow edits for the session: the mode that the CLI proposes',
    write,
    allow('session'),
    { behavior: 'allow', updatedInput: write.input, updatedPermissions: [editMode, elsewhere] },
    'allowed',
  ],
  [
    'allow edits for the project: never the mode, which would be that of every session there',
    write,
    allow('project'),
    {
      behavior: 'allow',
      updatedInput: write.input,
      updatedPermissions: [
        { ...edits('./**'), destination: 'session' },
        { ...edits('./**'), destination: 'localSettings' },
        elsewhere,
        { ...elsewhere, destination: 'localSettings' },
        { ...edits('//beside/**'), destination: 'session' },
        { ...edits('//beside/**'), destination: 'localSettings' },
      ],
    },
    'allowed',
  ],
  [
    'allow for the project, where the CLI proposes a mode that says more than edits',
    requestOf({ tool_name: 'Odd', input: {}, permission_suggestions: [{ ...editMode, mode: 'auto' }] }),
    allow('project'),
    { behavior: 'allow', updatedInput: {}, updatedPermissions: [{ ...editMode, mode: 'auto' }] },
    'allowed',
  ],
  [
    'allow for the session, where the CLI proposes nothing',
    bare,
    allow('session'),
    {
      behavior: 'allow',
      updatedInput: { url: 'https://example.org' },
      updatedPermissions: [
        { type: 'addRules', rules: [{ toolName: 'WebFetch' }], behavior: 'allow', destination: 'session' },
      ],
    },
    'allowed',
  ],
  ['approve a plan', plan, allow(), { behavior: 'allow', updatedInput: { plan: '1. Look' } }, 'allowed'],
  [
    'deny',
    bash,
    { behavior: 'deny', interrupt: false },
    { behavior: 'deny', message: 'The user denied this.' },
    'denied',
  ],
  [
    'deny with words',
    bash,
    { behavior: 'deny', message: ' Use ls. ', interrupt: false },
    { behavior: 'deny', message: 'Use ls.' },
    'denied',
  ],
  [
    'deny and stop',
    plan,
    { behavior: 'deny', message: ' ', interrupt: true },
    { behavior: 'deny', message: 'The user denied this.', interrupt: true },
    'denied',
  ],
  [
    'deny a question',
    question,
    { behavior: 'deny', interrupt: false },
    { behavior: 'deny', message: 'The user denied this.' },
    'denied',
  ],
  [
    'answer',
    question,
    answer({ 'Which colour?': 'Red', 'Which sizes?': 'S, M' }),
    {
      behavior: 'allow',
      updatedInput: { questions, answers: { 'Which colour?': 'Red', 'Which sizes?': 'S, M' } },
    },
    'answered',
  ],
])('%s', (_, request, decision, response, verdict) => {
  it('is put as the CLI takes it', () => {
    expect(buildAnswer(request, decision)).toEqual({ ok: true, value: { response, verdict } });
  });
});

describe.each<[string, Request, Decision]>([
  ['a question that is allowed', question, allow()],
  ['a permission that is answered', bash, answer({ 'Which colour?': 'Red' })],
  ['a plan that is answered', plan, answer({})],
  ['a question of which one is left out', question, answer({ 'Which colour?': 'Red' })],
  ['a question that is answered with blanks', question, answer({ 'Which colour?': 'Red', 'Which sizes?': '  ' })],
])('%s', (_, request, decision) => {
  it('does not fit, and it is said how', () => {
    const built = buildAnswer(request, decision);
    expect(built).toMatchObject({ ok: false, problem: { code: 'request.answerMismatch' } });
    expect(!built.ok && String(built.problem.params['what']).length).toBeGreaterThan(10);
  });
});
