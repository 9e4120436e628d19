import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { JsonObject } from '../../../apps/shared/models/json.ts';
import type { ReplyStep } from '../../support/messages-api/reply-script.ts';
import { describeEachCli } from '../each-cli.ts';
import { at, outline } from '../outline.ts';
import { say, type WireSession } from '../wire-session.ts';

const endless = "bash -c 'sleep 300; true'";
const running: readonly ReplyStep[] = [
  { text: 'Go.', tools: [{ name: 'Bash', input: { command: endless } }] },
  { text: 'No.' },
];
const talking: ReplyStep = { text: 'one two three four five six', pieces: 6, hangAfter: 3 };

const isDelta = (event: JsonObject): boolean => at(event, 'event.delta.type') === 'text_delta';
const aborted = 'result/error_during_execution/aborted_tools/error';

/** Waits until the tool's shell is there, a session of its own whose parent is the CLI; gives back its pid. */
async function toolShell(session: WireSession): Promise<number> {
  await session.wait('the tool use', (event) => at(event, 'message.content.0.type') === 'tool_use');
  return await new Promise((resolve) => {
    const look = (): void => {
      const found = readdirSync('/proc').find((pid) => /^\d+$/.test(pid) && isShellOf(Number(pid), session.pid));
      if (found) resolve(Number(found));
      else setTimeout(look, 20);
    };
    look();
  });
}

function isShellOf(pid: number, parent: number): boolean {
  const stat = statOf(pid);
  return stat !== null && Number(stat[1]) === parent && Number(stat[3]) === pid && commandOf(pid).includes('sleep 300');
}

/** From the state on: state, parent, group, session ... */
function statOf(pid: number): readonly string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

const lives = (pid: number): boolean => {
  const stat = statOf(pid);
  return stat !== null && stat[0] !== 'Z';
};

/** Resolves when the process is gone; the CLI says that it killed a tool before the system has done it. */
async function gone(pid: number): Promise<void> {
  while (lives(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

describeEachCli('endings', (cli) => {
  it('stops in mid-sentence, keeps what was said, and stays usable', async () => {
    const session = cli.start({ argv: ['--include-partial-messages'] });
    session.prompt(say('talk', [talking]));
    await session.wait('three deltas', isDelta, 3);
    const reply = await session.control({ subtype: 'interrupt' });
    expect(reply['response']).toEqual(cli.modern ? { still_queued: [] } : undefined);
    await session.idle();
    const seen = outline(session.events);
    expect(seen.slice(seen.indexOf('control_response/success') + 1)).toEqual([
      'assistant/text',
      'user/text',
      ...(cli.modern ? ['stream/content_block_stop', 'stream/message_delta', 'stream/message_stop'] : []),
      'result/error_during_execution/aborted_streaming/error',
      'system/session_state_changed/idle',
    ]);
    const said = session.events.find((event) => event['type'] === 'assistant');
    expect(at(said, 'message.content.0.text')).toMatch(/^one two three/);
    expect(said?.['aborted']).toBe(cli.modern ? true : undefined);
    session.prompt(say('again', [{ text: 'Alive.' }]));
    expect(await session.result(2)).toMatchObject({ result: 'Alive.', is_error: false });
  });

  it('kills a running tool when interrupted, and stays usable', async () => {
    const session = cli.start();
    session.prompt(say('work', running));
    const shell = await toolShell(session);
    await session.control({ subtype: 'interrupt' });
    const result = await session.result();
    expect(result).toMatchObject({ subtype: 'error_during_execution', terminal_reason: 'aborted_tools', num_turns: 3 });
    await gone(shell);
    const told = session.events.filter((event) => event['type'] === 'user');
    expect(at(told[0], 'message.content.0.content')).toMatch(/^The user doesn't want to proceed with this tool use/);
    expect(at(told[1], 'message.content.0.text')).toBe('[Request interrupted by user for tool use]');
    session.prompt(say('again', [{ text: 'Alive.' }]));
    expect(await session.result(2)).toMatchObject({ result: 'Alive.', is_error: false });
  });

  it('answers an interrupt when nothing runs', async () => {
    const session = cli.start();
    expect(await session.control({ subtype: 'interrupt' })).toMatchObject({ subtype: 'success' });
    session.endInput();
    expect(await session.exited).toMatchObject({ code: 0 });
  });

  it('ends at the end of its input, with 0 when idle', async () => {
    const session = cli.start();
    session.prompt(say('hello', [{ text: 'Hi.' }]));
    await session.idle();
    session.endInput();
    expect(await session.exited).toEqual({ code: 0, signal: null, stderr: '' });
  });

  it('finishes its sentence when its input ends', async () => {
    const session = cli.start({ argv: ['--include-partial-messages'] });
    session.prompt(say('talk', [{ text: 'a b c d e f', pieces: 6, paceMs: 40 }]));
    await session.wait('a delta', isDelta);
    session.endInput();
    expect(await session.exited).toMatchObject({ code: 0 });
    expect(session.events.find((event) => event['type'] === 'result')).toMatchObject({ result: 'a b c d e f' });
  });

  it('leaves with 1, and without its tool, when interrupted and then closed', async () => {
    const session = cli.start();
    session.prompt(say('work', running));
    const shell = await toolShell(session);
    await session.control({ subtype: 'interrupt' });
    session.endInput();
    expect(await session.exited).toMatchObject({ code: 1, signal: null });
    await gone(shell);
    expect(outline(session.events)).toContain(aborted);
  });

  it('leaves with 1, and without its tool, on end_session', async () => {
    const session = cli.start();
    session.prompt(say('work', running));
    const shell = await toolShell(session);
    expect(await session.control({ subtype: 'end_session' })).toMatchObject({ subtype: 'success' });
    expect(await session.exited).toMatchObject({ code: 1, signal: null });
    await gone(shell);
  });

  it('leaves with 0, and without its tool, on SIGINT', async () => {
    const session = cli.start();
    session.prompt(say('work', running));
    const shell = await toolShell(session);
    session.kill('SIGINT');
    expect(await session.exited).toMatchObject({ code: 0, signal: null });
    await gone(shell);
    // It does not wait until all of this is written.
    const last = ['user/tool_result', 'user/text', aborted];
    const seen = outline(session.events);
    expect(last.slice(0, seen.length - seen.indexOf('assistant/tool_use') - 1)).toEqual(
      seen.slice(seen.indexOf('assistant/tool_use') + 1),
    );
  });

  it('leaves with 143 on SIGTERM; the older one leaves its tool to init', async () => {
    const session = cli.start();
    session.prompt(say('work', running));
    const shell = await toolShell(session);
    session.kill('SIGTERM');
    expect(await session.exited).toMatchObject({ code: 143, signal: null });
    const orphaned = lives(shell);
    if (orphaned) process.kill(-shell, 'SIGKILL');
    expect(orphaned).toBe(!cli.modern);
    expect(outline(session.events)).not.toContain(aborted);
  });
});
