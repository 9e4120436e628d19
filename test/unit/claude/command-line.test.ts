import { describe, expect, it } from 'vitest';
import {
  buildArguments,
  buildEnvironment,
  cliModes,
  type CommandLineOptions,
} from '../../../apps/main/claude/command-line.ts';
import { permissionModes, type InstanceSettings } from '../../../apps/shared/models/instance.ts';
import { parseCommandLine, type CommandLine } from '../../support/fake-claude/command-line.ts';
import { settingsWith } from './builders.ts';

const id = '0b23e5a8-1111-4222-8333-444455556666';
const usual: CommandLineOptions = {
  session: { kind: 'new', id },
  allowPeerMessages: false,
  knowsPromptSnapshot: false,
};
const build = (own: Partial<InstanceSettings> = {}, options: Partial<CommandLineOptions> = {}): readonly string[] =>
  buildArguments(settingsWith(own), { ...usual, ...options });

/** What a program that reads options as the CLI does makes of the arguments. */
function understood(own: Partial<InstanceSettings>, options: Partial<CommandLineOptions> = {}): CommandLine {
  const parsed = parseCommandLine(build(own, options), true);
  if ('error' in parsed) throw new Error(parsed.error);
  return parsed.line;
}

describe('buildArguments', () => {
  it('speaks stream-json both ways, with everything that the tower relies on', () => {
    expect(understood({})).toMatchObject({
      print: true,
      verbose: true,
      inputFormat: 'stream-json',
      outputFormat: 'stream-json',
      partialMessages: true,
      replay: true,
      permissionPrompts: true,
      positional: [],
    });
    expect(build()).toContain('--strict-mcp-config');
  });

  it('begins a session under an id of ours, or takes one up', () => {
    expect(understood({})).toMatchObject({ sessionId: id, resume: null });
    expect(understood({}, { session: { kind: 'resume', id } })).toMatchObject({ sessionId: null, resume: id });
  });

  it('goes on from another conversation, from its end or from one of its messages, under an id of ours', () => {
    const sessionId = '1c72f662-ef9f-4ee5-904a-63013a4f79f5';
    const at = '760b320b-ab80-4d2d-ac76-901cfe590675';
    const forked = (from: { sessionId: string; at: string | null }) =>
      understood({}, { session: { kind: 'fork', id, from } });
    expect(forked({ sessionId, at: null })).toMatchObject({ resume: sessionId, fork: true, sessionId: id });
    expect(forked({ sessionId, at: null }).resumeAt).toBeNull();
    expect(forked({ sessionId, at }).resumeAt).toBe(at);
    expect(understood({}, { session: { kind: 'resume', id } })).toMatchObject({ fork: false, resumeAt: null });
  });

  it.each(permissionModes)(
    'starts in the mode "%s", and may skip permissions in that one mode alone',
    (permissionMode) => {
      const line = understood({ permissionMode });
      expect(line.permissionMode).toBe(cliModes[permissionMode]);
      expect(line.mayBypass).toBe(permissionMode === 'autonomous');
    },
  );

  it('leaves out what nobody chose', () => {
    const flags = build().map((argument) => argument.split('=', 1)[0]);
    for (const flag of ['--model', '--effort', '--max-budget-usd', '--append-system-prompt', '--add-dir']) {
      expect(flags).not.toContain(flag);
    }
    expect(flags).not.toContain('--allowedTools');
  });

  it('keeps values that begin with a dash, hold blanks, quotes or line ends, as values', () => {
    const nasty = [
      '--dangerously-skip-permissions',
      '-p',
      'two words',
      'a "quoted" one',
      'line\nline',
      '$(x) `y` ; &',
      '',
    ];
    for (const value of nasty.filter(Boolean)) {
      const line = understood({
        permissionMode: 'ask',
        model: value,
        systemPromptAddition: value,
        extraDirectories: [value],
      });
      expect(line).toMatchObject({ model: value, mayBypass: false, positional: [] });
      expect(build({ systemPromptAddition: value })).toContain(`--append-system-prompt=${value}`);
      expect(build({ extraDirectories: [value] })).toContain(`--add-dir=${value}`);
    }
  });

  it('keeps every tool rule whole, also one that begins with a dash or holds commas and blanks', () => {
    const allowedTools = ['Bash(git commit -m "a, b":*)', 'Read(./docs/**)', '--dangerously-skip-permissions'];
    const deniedTools = ['Bash(rm -rf:*)', '-p'];
    const argv = build({ permissionMode: 'ask', allowedTools, deniedTools });
    for (const rule of allowedTools) expect(argv).toContain(`--allowedTools=${rule}`);
    for (const rule of deniedTools) expect(argv).toContain(`--disallowedTools=${rule}`);
    const line = understood({ permissionMode: 'ask', allowedTools, deniedTools });
    expect(line.mayBypass).toBe(false);
    expect(line.allowedTools).toContain('Bash(git commit -m "a, b":*)');
  });

  it('passes the MCP configuration as one JSON value, an empty one unless there is one', () => {
    expect(understood({}).mcpConfig).toEqual(['{"mcpServers":{}}']);
    const mcpConfig = { mcpServers: { 'my server': { command: 'node', args: ['-e', 'say "hi"'], env: { A: 'b c' } } } };
    expect(understood({ mcpConfig }).mcpConfig).toEqual([JSON.stringify(mcpConfig)]);
  });

  it('refuses messages of other sessions unless a person wants them', () => {
    expect(understood({}).deniedTools).toEqual(['SendMessage', 'ListAgents']);
    expect(build()).toContain('--settings={"crossSessionInbound":"refuse"}');
    const open = build({}, { allowPeerMessages: true });
    expect(open.join(' ')).not.toMatch(/SendMessage|ListAgents|crossSessionInbound/);
  });

  it('tells a CLI that knows the flag to take the changed system prompt', () => {
    expect(build({}, { knowsPromptSnapshot: true })).toContain('--system-prompt-snapshot=off');
    expect(build().join(' ')).not.toContain('snapshot');
  });

  it('writes small and large budgets as numbers that the CLI can read', () => {
    for (const budgetUsd of [0.01, 0.000001, 5, 99_999.99]) {
      expect(understood({ budgetUsd }).maxBudgetUsd).toBe(budgetUsd);
    }
  });
});

describe('buildEnvironment', () => {
  it("lays the instance's environment over ours, and what the protocol wants over both", () => {
    const base = { PATH: '/bin', A: 'ours', GONE: undefined };
    const settings = settingsWith({
      environment: { A: 'its', CONTROL_TOWER_MARKER: 'forged', DISABLE_AUTOUPDATER: '0' },
    });
    expect(buildEnvironment(base, settings, 'the-marker')).toEqual({
      PATH: '/bin',
      A: 'its',
      CLAUDE_CODE_EMIT_SESSION_STATE_EVENTS: '1',
      DISABLE_AUTOUPDATER: '1',
      CONTROL_TOWER_MARKER: 'the-marker',
    });
  });

  it('puts the key of the instance before every other', () => {
    const base = { ANTHROPIC_API_KEY: 'ours' };
    const settings = settingsWith({ environment: { ANTHROPIC_API_KEY: 'of the settings' } });
    expect(buildEnvironment(base, settings, 'm', 'its own')).toMatchObject({ ANTHROPIC_API_KEY: 'its own' });
    expect(buildEnvironment(base, settings, 'm')).toMatchObject({ ANTHROPIC_API_KEY: 'of the settings' });
  });

  it('takes out by what a CLI thinks itself the child of another session, and what names an outer tower', () => {
    const base = {
      CLAUDECODE: '1',
      CLAUDE_CODE_SESSION_ID: 'x',
      CLAUDE_CODE_ENTRYPOINT: 'sdk-cli',
      ELECTRON_RUN_AS_NODE: '1',
      CONTROL_TOWER_MARKER: 'outer',
    };
    expect(buildEnvironment(base, settingsWith(), 'inner')).toEqual({
      CLAUDE_CODE_EMIT_SESSION_STATE_EVENTS: '1',
      DISABLE_AUTOUPDATER: '1',
      CONTROL_TOWER_MARKER: 'inner',
    });
  });
});
