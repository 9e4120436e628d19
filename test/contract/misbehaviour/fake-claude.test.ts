import { Buffer } from 'node:buffer';
import { readFileSync, readdirSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import type { FakeStep } from '../../support/fake-claude/script.ts';
import { RawFake } from './raw-fake.ts';

let open: RawFake[] = [];
const start = (...options: ConstructorParameters<typeof RawFake>): RawFake => {
  const fake = new RawFake(...options);
  open.push(fake);
  return fake;
};
afterEach(async () => {
  for (const fake of open) fake.kill('SIGKILL');
  await Promise.all(open.map((fake) => fake.exited));
  open = [];
});

/** Runs one prompt, closes the input, and waits for the end. */
async function run(steps: readonly FakeStep[], argv: readonly string[] = []): Promise<RawFake> {
  const fake = start({}, argv);
  fake.prompt(steps);
  fake.endInput();
  await fake.exited;
  return fake;
}

/** The processes that were started with this word in their command line. */
const processesWith = (word: string): readonly number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((name) => {
      try {
        return readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(word);
      } catch {
        return false;
      }
    })
    .map(Number);

describe('fake-claude misbehaves when asked to:', () => {
  it('dies with a code, or by a signal', async () => {
    const coded = start({});
    coded.prompt([{ text: 'Before.' }, { act: 'exit', code: 7 }]);
    expect(await coded.exited).toEqual({ code: 7, signal: null });
    expect(coded.types).toEqual(['init', 'assistant']);
    const killed = start({ at: { init: [{ act: 'kill', signal: 'SIGSEGV' }] } });
    killed.prompt([]);
    expect(await killed.exited).toEqual({ code: null, signal: 'SIGSEGV' });
  });

  it('dies before it has said a word', async () => {
    const fake = start({
      at: {
        spawn: [
          { act: 'stderr', text: 'boom' },
          { act: 'exit', code: 3 },
        ],
      },
    });
    expect(await fake.exited).toEqual({ code: 3, signal: null });
    expect(fake.bytes.length).toBe(0);
  });

  it('prints garbage, and bytes that are no UTF-8', async () => {
    const fake = await run([
      { act: 'print', text: 'not json\n{"half":\n' },
      { act: 'bytes', base64: '//79Cg==' },
      { text: 'After.' },
    ]);
    expect(fake.text).toContain('not json\n{"half":\n');
    expect(fake.bytes.includes(Buffer.from([0xff, 0xfe, 0xfd, 0x0a]))).toBe(true);
    expect(fake.types).toEqual(['init', 'assistant', 'result']);
  });

  it('cuts its output in the middle of characters', async () => {
    const text = 'äöü€😀'.repeat(100);
    const fake = await run([{ act: 'cut', bytes: 1, paceMs: 0 }, { text }]);
    expect(fake.text).toContain(text);
    // However many bytes the pipe hands over at a time: these begin with one that continues a character.
    expect(fake.chunks.filter(([first = 0]) => (first & 0xc0) === 0x80)).not.toEqual([]);
  });

  it('writes a line of 64 MB, and a type that nobody knows', async () => {
    const megabytes = 64 * 1024 * 1024;
    const fake = await run([{ act: 'longLine', bytes: megabytes, as: 'unknown' }, { text: 'After.' }]);
    expect(fake.bytes.length).toBeGreaterThan(megabytes);
    expect(fake.bytes.subarray(-200_000).toString('utf8')).toContain('After.');
  });

  it('leaves its last line unfinished', async () => {
    const fake = await run([{ act: 'brokenLastLine' }, { act: 'exit', code: 1 }]);
    expect(fake.text.endsWith('"role":"assist')).toBe(true);
  });

  it('gives no result, two results, or one that nobody asked for', async () => {
    expect((await run([{ text: 'x' }, { act: 'noResult' }])).types).toEqual(['init', 'assistant']);
    expect((await run([{ text: 'x' }, { act: 'twoResults' }])).types).toEqual([
      'init',
      'assistant',
      'result',
      'result',
    ]);
    const unasked = start({ at: { spawn: [{ act: 'result', text: 'Surprise.' }] } });
    await unasked.printed('Surprise.');
    expect(unasked.types).toEqual(['result']);
  });

  it('hangs, and lives on all the same', async () => {
    const fake = start({});
    fake.prompt([{ text: 'x' }, { act: 'hang' }]);
    await fake.printed('"assistant"');
    fake.write({ type: 'control_request', request_id: 'r1', request: { subtype: 'interrupt' } });
    await fake.printed('"r1"');
    fake.endInput();
    expect(fake.types).toEqual(['init', 'assistant']);
  });

  it('ignores signals and the end of its input', async () => {
    const deaf: FakeStep[] = [
      { act: 'ignoreSignals', signals: ['SIGTERM', 'SIGINT'] },
      { act: 'ignoreEndOfInput' },
      { text: 'Deaf.' },
    ];
    const fake = start({});
    fake.prompt(deaf);
    await fake.printed('"num_turns"');
    for (const signal of ['SIGTERM', 'SIGINT'] as const) fake.kill(signal);
    fake.write({ type: 'control_request', request_id: 'r1', request: { subtype: 'initialize' } });
    await fake.printed('"r1"');
    fake.endInput();
    fake.kill('SIGKILL');
    expect(await fake.exited).toEqual({ code: null, signal: 'SIGKILL' });
  });

  it('leaves processes: a child, one in a session of its own, an orphan', async () => {
    const fake = start({});
    const seconds = { child: '7001.5', session: '7002.5', orphan: '7003.5' };
    const all = Object.values(seconds);
    fake.prompt([
      ...Object.entries(seconds).map(([as, time]): FakeStep => ({
        act: 'spawn',
        command: `exec sleep ${time}`,
        as: as as 'child',
      })),
      { text: 'They run.' },
    ]);
    await fake.printed('"num_turns"');
    const found = await until(
      () => all.map((time) => processesWith(`sleep\0${time}`)),
      (lists) => lists.every((list) => list.length === 1),
    );
    fake.kill('SIGKILL');
    await fake.exited;
    const pids = found.flat();
    expect(all.flatMap((time) => processesWith(`sleep\0${time}`))).toEqual(pids);
    for (const pid of pids) process.kill(pid, 'SIGKILL');
  });

  it('floods: so many deltas, or so many messages', async () => {
    const deltas = await run(
      [{ act: 'flood', of: 'deltas', count: 20_000 }, { text: 'After.' }],
      ['--include-partial-messages'],
    );
    expect(deltas.text.split('"text_delta"').length - 1).toBeGreaterThanOrEqual(20_000);
    const messages = await run([{ act: 'flood', of: 'messages', count: 5000 }, { text: 'After.' }]);
    expect(messages.types.filter((type) => type === 'assistant')).toHaveLength(5001);
  });

  it('starts slowly', async () => {
    const begun = performance.now();
    const fake = start({ startDelayMs: 400 });
    fake.write({ type: 'control_request', request_id: 'r1', request: { subtype: 'initialize' } });
    await fake.printed('"r1"');
    expect(performance.now() - begun).toBeGreaterThan(400);
  });

  it('says what is wrong with a script', async () => {
    const fake = start({ imitate: '1.0.0' as '2.1.330' });
    expect(await fake.exited).toEqual({ code: 1, signal: null });
  });
});

/** Looks until what it sees fits. */
async function until<T>(look: () => T, fits: (seen: T) => boolean): Promise<T> {
  for (;;) {
    const seen = look();
    if (fits(seen)) return seen;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
