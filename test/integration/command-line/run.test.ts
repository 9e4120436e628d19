import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DurableEvent, DurableType } from '../../../apps/shared/contract/events.ts';
import { CommandUnderTest, isAlive } from './command.ts';

describe('control-tower run', () => {
  let folder: string;
  let temporary: string;
  let work: string;
  let commands: CommandUnderTest[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'run-test-'));
    temporary = join(folder, 'temporary');
    work = join(folder, 'work');
    mkdirSync(temporary);
    mkdirSync(work);
    writeFileSync(join(work, 'hello.md'), 'Say hello.');
    writeFileSync(join(work, 'second.md'), 'And again.');
    commands = [];
  });

  afterEach(() => {
    for (const command of commands) command.kill();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  function run(words: string, more: { input?: string; pace?: string } = {}): CommandUnderTest {
    const command = new CommandUnderTest(['run', ...words.split(' ')], { cwd: work, temporary, ...more });
    commands.push(command);
    return command;
  }

  /** The process that would end the agents of this one, if it were killed. */
  function guardOf(parent: number): number {
    const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args=']).toString().split('\n');
    const mine = rows.map((row) => row.trim().split(/\s+/)).find((row) => row[1] === String(parent) && isGuard(row));
    if (mine === undefined) throw new Error('There is no guard.');
    return Number(mine[0]);
  }
  const isGuard = (row: readonly string[]): boolean => row.includes('control-tower-guard');

  /** Slow enough to be found at work. */
  const pace = '200';
  const ofType = (events: readonly DurableEvent[], type: DurableType): DurableEvent[] =>
    events.filter((event) => event.type === type);
  const pidsOf = (events: readonly DurableEvent[]): number[] => [
    ...new Set(events.flatMap((event) => ('instance' in event.data ? [event.data.instance.pid ?? 0] : []))),
  ];

  it('works every file off, shows what each agent said, and leaves nothing behind', async () => {
    const command = run('hello.md second.md --demo');
    expect(await command.ended()).toBe(0);
    expect(command.out).toMatch(
      /\[1\/2\] hello\.md: completed in .*This is the demo agent.*\[2\/2\] second\.md: comp/s,
    );
    expect(command.out).toMatch(/2 of 2 completed\.\n$/);
    expect(command.out).not.toContain('\u001b');
    expect(command.error).toBe('');
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('has all done before it ends, however long its guard takes to go', async () => {
    writeFileSync(join(work, 'wait.md'), 'slow');
    const command = run('wait.md --demo', { pace: '8' });
    await command.says(/started/);
    const guard = guardOf(command.child.pid ?? 0);
    process.kill(guard, 'SIGSTOP');
    try {
      expect(await command.ended()).toBe(0);
      expect(command.out).toMatch(/1 of 1 completed\.\n$/);
      expect(readdirSync(temporary)).toEqual([]);
    } finally {
      process.kill(guard, 'SIGKILL');
    }
  });

  it('prints every event with --json and nothing else, numbered without a gap, to the last', async () => {
    const command = run('hello.md - --demo --json --parallel 2', { input: 'From standard input.' });
    expect(await command.ended()).toBe(0);
    const events = command.events();
    expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));
    expect(ofType(events, 'instance.created')).toHaveLength(2);
    expect(ofType(events, 'task.completed')).toHaveLength(2);
    expect(ofType(events, 'instance.stopped')).toHaveLength(2);
    const titles = ofType(events, 'task.queued').map((event) => 'task' in event.data && event.data.task.title);
    expect(titles.sort()).toEqual(['hello.md', 'standard input']);
    expect(pidsOf(events).filter((pid) => pid > 0 && isAlive(pid))).toEqual([]);
  });

  it('says which task failed and why, with exit code 1, and keeps the evidence', async () => {
    writeFileSync(join(work, 'bad.md'), 'fail');
    const command = run('bad.md hello.md --demo');
    expect(await command.ended()).toBe(1);
    expect(command.out).toMatch(/bad\.md: failed.*500.*hello\.md: completed.*1 of 2 completed/s);
    expect(command.error).toMatch(/transcripts and the log of this run are in/);
    expect(readdirSync(join(temporary, readdirSync(temporary)[0] ?? ''))).toContain('tower.db');
  });

  it('goes on with the next file after an agent that died', async () => {
    writeFileSync(join(work, 'deadly.md'), 'crash');
    const command = run('deadly.md hello.md --demo');
    expect(await command.ended()).toBe(1);
    expect(command.out).toMatch(/deadly\.md: interrupted.*hello\.md: completed.*1 of 2 completed/s);
  });

  it('denies what an agent asks, because nobody is there', async () => {
    writeFileSync(join(work, 'ask.md'), 'permission');
    const command = run('ask.md --demo --mode ask --json');
    expect(await command.ended()).toBe(0);
    const answered = ofType(command.events(), 'request.answered');
    expect(answered.length).toBeGreaterThan(0);
    expect(answered).toMatchObject(answered.map(() => ({ data: { request: { verdict: 'denied' } } })));
  });

  it('tells what is missing when there is no CLI, file by file', async () => {
    const command = run('hello.md second.md --mode ask --claude ./nonesuch');
    expect(await command.ended()).toBe(1);
    expect(command.out).toMatch(/hello\.md: failed\n.*nonesuch.*second\.md: failed\n.*0 of 2 completed/s);
  });

  it.each([
    ['gone.md', /gone\.md does not exist/],
    ['hello.md empty.md', /empty\.md is empty/],
    ['hello.md --cwd nowhere', /nowhere is not a folder/],
    ['hello.md --mode yolo', /Allowed choices are autonomous, ask, edits, plan/],
    ['hello.md --parallel x', /whole number/],
  ])('starts nothing for "%s"', async (words, complaint) => {
    writeFileSync(join(work, 'empty.md'), '\n');
    const command = run(words);
    expect(await command.ended()).toBe(2);
    expect(command.error).toMatch(complaint);
    expect(command.out).toBe('');
    expect(readdirSync(temporary)).toEqual([]);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('ends every agent on %s, however often it is sent', async (signal, code) => {
    writeFileSync(join(work, 'wait.md'), 'slow');
    writeFileSync(join(work, 'plan.md'), 'permission');
    const command = run('wait.md plan.md --demo --parallel 2 --json --mode ask', { pace });
    await command.says(/"instance\.started".*"instance\.started"/s);
    command.child.kill(signal);
    command.child.kill(signal);
    expect(await command.ended()).toBe(code);
    const events = command.events();
    expect(ofType(events, 'instance.stopped')).toHaveLength(2);
    expect(pidsOf(events).filter((pid) => pid > 0)).not.toEqual([]);
    expect(pidsOf(events).filter((pid) => pid > 0 && isAlive(pid))).toEqual([]);
  });

  it('keeps instances and transcripts in --data, where one tower at a time may be', async () => {
    const first = run('hello.md --demo --json --data kept');
    expect(await first.ended()).toBe(0);
    const second = run('- --demo --json --data kept', { input: 'slow', pace });
    await second.says(/"task\.started"/);
    expect(second.events()[0]?.seq).toBe(first.events().length + 1);
    const third = run('hello.md --demo --data kept');
    expect(await third.ended()).toBe(1);
    expect(third.error).toMatch(/A tower is already running on .*kept/);
    second.child.kill('SIGINT');
    expect(await second.ended()).toBe(130);
    expect(readdirSync(temporary)).toEqual([]);
  });
});
