import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { assistant, textDelta, textEnding, textOpening, toolResult, turnEnding, turnOpening } from './lines.ts';

const stdout = 1;
const stderr = 2;
/** How much is written at once, about, in bytes. */
const chunk = 64 * 1024;

/** What a CLI may pour out without end: good lines, lines that are no messages, no lines at all, and its stderr. */
const shapes: Readonly<Record<string, () => { readonly to: number; readonly bytes: Buffer; readonly after: string }>> =
  {
    messages: () => {
      const id = `msg_${randomUUID()}`;
      const use = assistant(id, { type: 'tool_use', id: 'toolu_1', name: 'Bash', input: { command: 'npm test' } });
      const text = assistant(id, { type: 'text', text: 'the agent writes and reads '.repeat(20) });
      return onStdout(repeated(text + use + toolResult('toolu_1', 'ok 1 - it is green\n'.repeat(40))));
    },
    deltas: () => {
      const id = `msg_${randomUUID()}`;
      put(stdout, Buffer.from(textOpening(id)));
      return { ...onStdout(repeated(textDelta(id, 'a few words '))), after: textEnding(id, 'the end of it') };
    },
    lines: () => onStdout(repeated('this is no message of the protocol\n')),
    unending: () => ({ ...onStdout(repeated('x')), after: '\n' }),
    stderr: () => ({ ...onStdout(repeated('a warning that nobody has asked for\n')), to: stderr }),
    'stderr-unending': () => ({ ...onStdout(repeated('x')), to: stderr }),
  };

/** One turn in which as much is printed as the reader takes. @param seconds how long */
export function pour(shape: string, seconds: number): void {
  const make = shapes[shape];
  if (make === undefined) throw new Error(`The emitter does not know how to pour "${shape}".`);
  put(stdout, Buffer.from(turnOpening()));
  const { to, bytes, after } = make();
  const until = performance.now() + seconds * 1000;
  while (performance.now() < until) put(to, bytes);
  put(stdout, Buffer.from(after + turnEnding()));
}

/** One turn with a single line of so many bytes and a little more. */
export function printGiant(bytes: number): void {
  const line = assistant(`msg_${randomUUID()}`, { type: 'text', text: 'x'.repeat(bytes) });
  put(stdout, Buffer.from(turnOpening() + line + turnEnding()));
}

const onStdout = (bytes: Buffer) => ({ to: stdout, bytes, after: '' });
const repeated = (text: string): Buffer => Buffer.from(text.repeat(Math.ceil(chunk / text.length)));

/** Waits until the reader has taken all: Node's own streams would keep in memory what it does not take. */
function put(to: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length;) {
    try {
      done += writeSync(to, bytes, done);
    } catch (error) {
      // The reader is behind.
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
      Atomics.wait(idle, 0, 0, 1);
    }
  }
}

const idle = new Int32Array(new SharedArrayBuffer(4));
