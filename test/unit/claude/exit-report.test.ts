import { describe, expect, it } from 'vitest';
import { describeExit, problemOfExit } from '../../../apps/main/claude/exit-report.ts';
import { readCliRun } from '../../support/cli-runs.ts';

const report = (stderr: string) => ({ code: 1, signal: null, stderr });

/** What the CLI says on stderr before it exits with 1, and what it means. */
const refusals: readonly (readonly [string, string, string])[] = [
  [
    '--dangerously-skip-permissions cannot be used with root/sudo privileges for security reasons',
    'cli.refusedRoot',
    'root',
  ],
  ['Error: Session ID 0b23e5a8-1111-4222-8333-444455556666 is already in use.', 'cli.sessionInUse', 'Another process'],
  ['No conversation found with session ID: 00000000-0000-4000-8000-000000000000', 'cli.sessionMissing', 'conversation'],
  ['No message found with message.uuid of: msg_000001', 'cli.messageMissing', 'does not have the message'],
  ["error: unknown option '--bogus'", 'cli.badArguments', "unknown option '--bogus'"],
  [
    "error: option '--permission-mode <mode>' argument 'x' is invalid. Allowed choices are plan.",
    'cli.badArguments',
    "argument 'x' is invalid",
  ],
  ["error: option '--model <model>' argument missing", 'cli.badArguments', 'argument missing'],
  [
    'Error: Invalid MCP configuration:\nInvalid input: expected object, received array',
    'cli.badArguments',
    'Invalid MCP configuration: Invalid input: expected object, received array.',
  ],
  ['Error: Invalid session ID. Must be a valid UUID.', 'cli.badArguments', 'Invalid session ID. Must be a valid UUID.'],
  [
    'Error: When using --print, --output-format=stream-json requires --verbose',
    'cli.badArguments',
    'requires --verbose',
  ],
  [
    'Error: --input-format=stream-json requires output-format=stream-json.',
    'cli.badArguments',
    'requires output-format=stream-json.',
  ],
  [
    'Error: --session-id can only be used with --continue or --resume if --fork-session is also specified.',
    'cli.badArguments',
    '--session-id can only be used',
  ],
];

describe('problemOfExit', () => {
  it.each(refusals)('understands "%s"', (stderr, code, words) => {
    const found = problemOfExit(report(stderr));
    expect(found.code).toBe(code);
    expect(found.message).toContain(words);
    expect(found.message).not.toMatch(/\.\.$|:\.$|\n/);
    expect(found.detail).toBe(stderr);
  });

  it('finds the refusal among warnings', () => {
    const stderr = "Warning: something is old\nerror: unknown option '--bogus'\n(Did you mean --bare?)";
    expect(problemOfExit(report(stderr)).params).toEqual({ reason: "unknown option '--bogus'" });
  });

  it('knows the refusal of a recorded resume', () => {
    const run = readCliRun('2.1.197', '05g-resume-unknown');
    const found = problemOfExit({ code: run.exitCode, signal: null, stderr: run.stderr.trim() });
    expect(found.code).toBe('cli.sessionMissing');
  });

  it('takes nothing for a refusal that stood on stderr when the process was ended by something else', () => {
    const stderr = 'a hook said: Not logged in, please run /login';
    expect(problemOfExit({ code: null, signal: 'SIGKILL', stderr })).toMatchObject({
      code: 'cli.exited',
      detail: stderr,
    });
    expect(problemOfExit({ code: 137, signal: null, stderr }).code).toBe('cli.exited');
    expect(problemOfExit(report(stderr)).code).toBe('cli.notSignedIn');
  });

  it('says how a process ended that gave no reason', () => {
    expect(problemOfExit({ code: 3, signal: null, stderr: '' })).toMatchObject({
      code: 'cli.exited',
      message: 'The CLI ended unexpectedly (exit code 3).',
      detail: null,
    });
    expect(describeExit({ code: null, signal: 'SIGKILL', stderr: '' })).toBe('signal SIGKILL');
  });

  it('gives the words of a process that broke down as evidence, without taking them for a refusal', () => {
    const stderr = 'RangeError: out of memory\n    at option (file.js:1:1)';
    expect(problemOfExit(report(stderr))).toMatchObject({ code: 'cli.exited', detail: stderr });
  });
});
