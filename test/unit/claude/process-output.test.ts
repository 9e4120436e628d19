import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ProcessOutput } from '../../../apps/main/claude/process-output.ts';

/** With a pipe into which something is written before anybody wants it. */
async function early() {
  const stream = new PassThrough();
  const output = new ProcessOutput(stream);
  stream.write('early');
  await setImmediate();
  return { stream, output, inPipe: () => stream.readableLength + stream.writableLength };
}

describe('what is written before anybody wants it', () => {
  it('waits in the pipe, and is read when it is wanted', async () => {
    const { output, inPipe } = await early();
    expect(inPipe()).toBe(5);
    const taken = await new Promise((resolve) => output.read((chunk) => resolve(chunk.toString())));
    expect(taken).toBe('early');
  });

  it('waits on where reading is to wait', async () => {
    const { output, inPipe } = await early();
    const taken: string[] = [];
    output.pause();
    output.read((chunk) => taken.push(chunk.toString()));
    await setImmediate();
    expect([taken, inPipe()]).toEqual([[], 5]);
    output.resume();
    await setImmediate();
    expect(taken).toEqual(['early']);
  });

  it('is kept when the end of its process empties the pipe', async () => {
    const { stream, output } = await early();
    // So Node does with the pipes of a process that has exited.
    stream.resume();
    await setImmediate();
    const taken: string[] = [];
    output.read((chunk) => taken.push(chunk.toString()));
    expect(taken).toEqual(['early']);
  });
});
