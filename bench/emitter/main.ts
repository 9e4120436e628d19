import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { clock } from '../clock.ts';
import { assistant, controlReply, textDelta, textEnding, textOpening, turnEnding, turnOpening } from './lines.ts';
import { pour, printGiant } from './noise.ts';

/**
 * Stands in for the CLI where speed is measured. What it is to print is said by the prompt:
 * `play FILE` prints a file made beforehand; `stamp` answers with the time at which the prompt arrived; `stream N SECONDS`
 * streams N deltas a second, each with its number and its time; `pour SHAPE SECONDS` prints as much as is taken; `giant
 * BYTES` prints one line of that length.
 */
const inputSchema = z.union([
  z.object({ type: z.literal('user'), message: z.object({ content: z.string() }) }),
  z.object({ type: z.literal('control_request'), request_id: z.string() }),
]);
const files = new Map<string, Buffer>();

if (process.argv.includes('--version')) process.stdout.write('2.1.330 (Claude Code)\n');
else if (process.argv.includes('--help')) process.stdout.write('--system-prompt-snapshot\n');
else listen();

function listen(): void {
  let arrived = 0;
  // Before readline's own listener: the time of the bytes, not of the line.
  process.stdin.on('data', () => (arrived = clock()));
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (text) => {
    const input = inputSchema.safeParse(JSON.parse(text));
    if (!input.success) return;
    if (input.data.type === 'control_request') process.stdout.write(controlReply(input.data.request_id));
    else answer(input.data.message.content, arrived);
  });
  lines.once('close', () => process.exit(0));
}

function answer(prompt: string, arrived: number): void {
  const [act, first = '', second = ''] = prompt.split(' ');
  if (act === 'play') {
    play(first);
  } else if (act === 'stamp') {
    const text = `arrived ${String(arrived)}`;
    process.stdout.write(turnOpening() + assistant(`msg_${randomUUID()}`, { type: 'text', text }) + turnEnding());
  } else if (act === 'stream') {
    stream(Number(first), Number(second));
  } else if (act === 'pour') {
    pour(first, Number(second));
  } else if (act === 'giant') {
    printGiant(Number(first));
  } else {
    throw new Error(`The emitter does not know the prompt "${prompt}".`);
  }
}

function play(file: string): void {
  const bytes = files.get(file) ?? readFileSync(file);
  files.set(file, bytes);
  // A pipe is written synchronously: the bytes go as fast as the reader takes them.
  process.stdout.write(bytes);
}

function stream(perSecond: number, seconds: number): void {
  const id = `msg_${randomUUID()}`;
  const count = perSecond * seconds;
  const begun = clock();
  let whole = '';
  let sent = 0;
  process.stdout.write(turnOpening() + textOpening(id));
  const next = (): void => {
    while (sent < count && clock() >= begun + (sent * 1000) / perSecond) {
      const piece = `${String(sent)}@${clock().toFixed(3)} `;
      whole += piece;
      sent += 1;
      process.stdout.write(textDelta(id, piece));
    }
    if (sent < count) setTimeout(next, begun + (sent * 1000) / perSecond - clock());
    else process.stdout.write(textEnding(id, whole) + turnEnding());
  };
  next();
}
