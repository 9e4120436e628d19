import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { Life, shellProgram, shortLadder } from './lives.ts';

/** Output that stays open in the hands of a child which outlives the program. */
const heldOpen = `sleep 300 &\necho '{"type":"first"}'\necho 'its last words' >&2\nexit 7`;

describe('ClaudeProcess', () => {
  it('has its row in the ledger when it is handed out, and none when it has ended', async () => {
    const life = new Life();
    const claude = await life.start();
    const info = await life.table.find(claude.pid);
    expect(life.store.all()).toMatchObject([
      { marker: life.marker, pid: claude.pid, startTime: info?.startTime, instanceId: 'instance' },
    ]);
    expect(await claude.end()).toEqual({ rung: 'input', leftPids: [] });
    expect(life.store.all()).toEqual([]);
  });

  it('gets ready, takes a prompt, and reports what it prints in order', async () => {
    const life = new Life({ script: { reply: [{ text: 'Grüße 😀', pieces: 3 }] } });
    const claude = await life.start();
    const ready = await claude.ask({ subtype: 'initialize' }, 20_000);
    expect(ready).toMatchObject({ ok: true, response: { models: expect.any(Array) as unknown[] } });
    claude.prompt('11111111-1111-4111-8111-111111111111', 'Greet them.');
    expect((await life.message('result')).result).toMatchObject({ text: 'Grüße 😀', isError: false });
    const kinds = life.messages.map(({ kind }) => kind);
    expect(kinds.indexOf('init')).toBeLessThan(kinds.indexOf('assistant'));
    expect(kinds.indexOf('assistant')).toBeLessThan(kinds.indexOf('result'));
    expect(kinds).not.toContain('reply');
    expect(kinds).not.toContain('noise');
    await claude.end();
    expect(await claude.exited).toEqual({ code: 0, signal: null, stderr: '' });
    expect(life.stderr).toEqual([]);
  });

  it('reads the same however small the pieces are in which the output comes', async () => {
    const reply = [{ text: 'é 漢 😀 👩‍👩‍👧'.repeat(5) }];
    const life = new Life({ script: { reply, at: { spawn: [{ act: 'cut', bytes: 3 }] } } });
    const claude = await life.start();
    claude.prompt('11111111-1111-4111-8111-111111111111', 'Go.');
    expect((await life.message('result')).result.text).toBe('é 漢 😀 👩‍👩‍👧'.repeat(5));
    expect(life.messages.filter(({ kind }) => kind === 'noise')).toEqual([]);
    await claude.end();
  });

  it('reports noise, a line of many MB and what is new, and goes on', async () => {
    const life = new Life({
      script: {
        at: {
          init: [
            { act: 'print', text: 'Debugger attached.\n' },
            { act: 'longLine', bytes: 8_000_000, as: 'unknown' },
            { act: 'event', event: { type: 'brand_new' } },
          ],
          endOfInput: [{ act: 'brokenLastLine' }],
        },
      },
    });
    const claude = await life.start();
    claude.prompt('11111111-1111-4111-8111-111111111111', 'Go.');
    await life.message('result');
    expect(await life.message('noise')).toMatchObject({ text: 'Debugger attached.' });
    expect(await life.message('unknown')).toMatchObject({ type: 'something_new' });
    expect(await life.message('unknown', 2)).toMatchObject({ type: 'brand_new' });
    await claude.end();
    expect(life.messages.at(-1)).toMatchObject({
      kind: 'noise',
      text: '{"type":"assistant","message":{"role":"assist',
    });
  });

  it('interrupts the open turn, and is told so', async () => {
    const life = new Life({ script: { reply: [{ text: 'I begin, and then', pieces: 4, hangAfter: 2 }] } });
    const claude = await life.start();
    claude.prompt('11111111-1111-4111-8111-111111111111', 'Go.');
    await life.message('stream', 4);
    expect(await claude.interrupt()).toMatchObject({ ok: true });
    expect((await life.message('result')).result.terminalReason).toBe('aborted_streaming');
    await claude.end();
  });

  it('hands on what the CLI asks, and takes the answer back', async () => {
    const step = { tools: [{ name: 'Bash', input: { command: 'touch made' } }] };
    const life = new Life({ script: { reply: [step, { text: 'Done.' }] } });
    const claude = await life.start();
    claude.prompt('11111111-1111-4111-8111-111111111111', 'Go.');
    const ask = await life.message('ask');
    expect(ask.request).toMatchObject({ subtype: 'can_use_tool', tool_name: 'Bash' });
    claude.answer(ask.requestId, { behavior: 'allow', updatedInput: {} });
    await life.message('result');
    expect(existsSync(join(life.directory, 'made'))).toBe(true);
    claude.prompt('22222222-2222-4222-8222-222222222222', 'Again.');
    const second = await life.message('ask', 2);
    claude.refuse(second.requestId, 'nobody is there');
    expect((await life.message('result', 2)).result.isError).toBe(false);
    await claude.end();
  });

  it('gives up a question that is never answered, and can still be ended', async () => {
    const life = new Life({ script: { at: { initialize: [{ act: 'hang' }], interrupt: [{ act: 'hang' }] } } });
    const claude = await life.start();
    expect(await claude.ask({ subtype: 'initialize' }, 50)).toEqual({ ok: false, error: 'no answer within 50 ms' });
    expect(await claude.interrupt(50)).toEqual({ ok: false, error: 'no answer within 50 ms' });
    expect(await claude.end()).toEqual({ rung: 'input', leftPids: [] });
  });

  it('answers open and later questions itself when the process dies', async () => {
    const life = new Life({ script: { at: { initialize: [{ act: 'kill', signal: 'SIGKILL' }] } } });
    const claude = await life.start();
    const gone = { ok: false, error: 'the process has ended' };
    expect(await claude.ask({ subtype: 'initialize' }, 60_000)).toEqual(gone);
    expect(await claude.exited).toMatchObject({ code: null, signal: 'SIGKILL' });
    expect(await claude.ask({ subtype: 'initialize' })).toMatchObject({ ok: false });
    claude.prompt('11111111-1111-4111-8111-111111111111', 'Is anybody there?');
    expect(await claude.end()).toEqual({ rung: 'interrupt', leftPids: [] });
  });
});

describe('a process that ends by itself', () => {
  it('before the ledger has its row: nothing that it said is lost', async () => {
    const life = new Life({
      command: shellProgram('echo \'{"type":"first"}\'; echo words >&2; exit 4'),
      arguments: [],
    });
    const { table } = life;
    // The look at the new process takes until it is gone.
    const first = vi.spyOn(table, 'find').mockImplementationOnce(async (pid) => {
      first.mockRestore();
      const info = await table.find(pid);
      await vi.waitUntil(async () => (await table.find(pid))?.ended ?? true, 20_000);
      return info;
    });
    const claude = await life.start();
    expect(await claude.exited).toEqual({ code: 4, signal: null, stderr: 'words' });
    expect(life.messages).toMatchObject([{ kind: 'unknown', type: 'first' }]);
    await claude.end();
  });

  it('at once, without reading: what is written to it harms nobody', async () => {
    const life = new Life({ command: shellProgram('exec 0<&-; exit 3'), arguments: [] });
    const claude = await life.start();
    const asked = claude.ask({ subtype: 'initialize' }, 60_000);
    for (let count = 0; count < 50; count += 1) claude.write({ type: 'keep_alive', filler: 'x'.repeat(10_000) });
    expect(await asked).toMatchObject({ ok: false });
    expect(await claude.exited).toEqual({ code: 3, signal: null, stderr: '' });
    expect(await claude.end()).toEqual({ rung: 'interrupt', leftPids: [] });
    expect(life.store.all()).toEqual([]);
  });

  it('many times over: its end is never missed', async () => {
    const command = shellProgram('exit 0');
    for (let count = 0; count < 20; count += 1) {
      const claude = await new Life({ command, arguments: [] }).start();
      expect(await claude.exited).toMatchObject({ code: 0 });
    }
  });

  it('with its reasons on stderr', async () => {
    const life = new Life({ arguments: ['--bogus'] });
    const claude = await life.start();
    expect(await claude.exited).toEqual({ code: 1, signal: null, stderr: "error: unknown option '--bogus'" });
    expect(life.stderr).toEqual(["error: unknown option '--bogus'"]);
    await claude.end();
  });

  it('while a child of its own holds the output open: the end is told, and the child is ended', async () => {
    const life = new Life({ command: shellProgram(heldOpen), arguments: [] });
    const claude = await life.start();
    expect(await claude.exited).toEqual({ code: 7, signal: null, stderr: 'its last words' });
    expect(life.messages).toMatchObject([{ kind: 'unknown', type: 'first' }]);
    expect(life.stderr).toEqual(['its last words']);
    expect(await life.alive()).toHaveLength(1);
    expect(await claude.end()).toEqual({ rung: 'interrupt', leftPids: [] });
    expect(await life.alive()).toEqual([]);
  });

  it('after a flood on stderr: nothing stops, and the last of it is kept', async () => {
    const flood =
      'i=0; while [ $i -lt 20000 ]; do echo "line $i of a flood é" >&2; i=$((i+1)); done; printf "no end" >&2; exit 1';
    const life = new Life({ command: shellProgram(flood), arguments: [] });
    const claude = await life.start();
    const { stderr, code } = await claude.exited;
    expect(code).toBe(1);
    expect(stderr.length).toBeLessThanOrEqual(16 * 1024);
    expect(stderr).toMatch(/line 19999 of a flood é\nno end$/);
    expect(life.stderr).toHaveLength(20_001);
    expect(life.stderr.at(-1)).toBe('no end');
    await claude.end();
  });

  it('after one endless line on stderr: memory is not kept for it', async () => {
    const life = new Life({ command: shellProgram('head -c 3000000 /dev/zero | tr "\\\\0" x >&2'), arguments: [] });
    const claude = await life.start();
    expect((await claude.exited).stderr).toMatch(/^x{16000,16384}$/);
    expect(life.stderr.map((line) => line.length)).toEqual([16 * 1024]);
    await claude.end();
  });
});

describe('ending', () => {
  it('asked twice is one ending', async () => {
    const claude = await new Life().start();
    const first = claude.end();
    expect(claude.end()).toBe(first);
    expect(await first).toEqual({ rung: 'input', leftPids: [] });
  });

  it('works while the process is still starting', async () => {
    const life = new Life({ ladder: shortLadder, script: { startDelayMs: 60_000 } });
    const claude = await life.start();
    const ready = claude.ask({ subtype: 'initialize' }, 60_000);
    const report = await claude.end();
    expect(report.leftPids).toEqual([]);
    expect(await ready).toMatchObject({ ok: false });
    expect(await life.alive()).toEqual([]);
  });

  it('takes no more questions and writes nothing once the input is closed', async () => {
    const life = new Life({
      ladder: { ...shortLadder, signalMs: 20_000 },
      script: { at: { endOfInput: [{ act: 'wait', ms: 60_000 }] } },
    });
    const claude = await life.start();
    await claude.ask({ subtype: 'initialize' }, 20_000);
    const ended = claude.end();
    await claude.exited;
    expect(await claude.ask({ subtype: 'initialize' })).toMatchObject({ ok: false });
    expect(await ended).toEqual({ rung: 'signal', leftPids: [] });
  });

  it('climbs to the kill with one that ignores everything', async () => {
    const life = new Life({
      ladder: shortLadder,
      script: {
        at: {
          spawn: [{ act: 'ignoreSignals', signals: ['SIGINT', 'SIGTERM'] }],
          endOfInput: [{ act: 'wait', ms: 60_000 }],
        },
      },
    });
    const claude = await life.start();
    await claude.ask({ subtype: 'initialize' }, 20_000);
    expect(await claude.end()).toEqual({ rung: 'kill', leftPids: [] });
    expect(await claude.exited).toMatchObject({ signal: 'SIGKILL' });
  });

  it('climbs to the kill with one that is frozen, in the time that the ladder has', async () => {
    const life = new Life({
      ladder: shortLadder,
      script: { at: { initialize: [{ act: 'print', text: '"freezing"\n' }, { act: 'freeze' }] } },
    });
    const claude = await life.start();
    const ready = claude.ask({ subtype: 'initialize' }, 60_000);
    await life.message('unknown');
    const begun = performance.now();
    expect(await claude.end()).toEqual({ rung: 'kill', leftPids: [] });
    const { interruptMs, inputMs, signalMs } = shortLadder;
    expect(performance.now() - begun).toBeGreaterThanOrEqual(interruptMs + inputMs + signalMs - 10);
    expect(await ready).toMatchObject({ ok: false });
  });
});
