import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assistant, textDelta, textEnding, textOpening, toolResult, turnEnding, turnOpening } from './lines.ts';

/** The output of one turn, made beforehand. */
export interface Flood {
  readonly file: string;
  readonly bytes: number;
  /** Lines of the CLI's output; each is an event. */
  readonly events: number;
  /** How many entries a transcript has of it, beside the prompt and the outcome. */
  readonly entries: number;
  /** How many pieces of streamed text are in it. */
  readonly deltas: number;
}

const words = 'the agent reads a file and writes another one until every test of it is green and nobody waits'.split(
  ' ',
);

/** So many words, the same for the same beginning, so that two runs of the bench have the same work. */
function prose(from: number, count: number): string {
  return Array.from({ length: count }, (_, index) => words[(from * 7 + index) % words.length] ?? '').join(' ');
}

/** A turn that streams its text: messages of many small deltas, each message then whole. */
export function makeDeltaFlood(directory: string, messages: number, deltas: number): Flood {
  const parts = [turnOpening()];
  for (let message = 0; message < messages; message += 1) {
    const id = `msg_delta${String(message).padStart(8, '0')}`;
    parts.push(textOpening(id));
    let whole = '';
    for (let index = 0; index < deltas; index += 1) {
      const piece = `${prose(message + index, 2)} `;
      whole += piece;
      parts.push(textDelta(id, piece));
    }
    parts.push(textEnding(id, whole));
  }
  return write(join(directory, 'deltas.jsonl'), parts, messages, messages * deltas);
}

/** A turn of whole messages alone: text, the use of a tool, what the tool answered, and so on. */
export function makeMessageFlood(directory: string, rounds: number): Flood {
  const parts = [turnOpening()];
  for (let round = 0; round < rounds; round += 1) {
    const number = String(round).padStart(8, '0');
    const input = { command: `npm test -- --run ${prose(round, 4)}`, description: prose(round, 5) };
    parts.push(
      assistant(`msg_whole${number}`, { type: 'text', text: prose(round, 60) }),
      assistant(`msg_whole${number}`, { type: 'tool_use', id: `toolu_${number}`, name: 'Bash', input }),
      toolResult(`toolu_${number}`, prose(round, 100)),
    );
  }
  return write(join(directory, 'messages.jsonl'), parts, rounds * 3, 0);
}

function write(file: string, parts: string[], entries: number, deltas: number): Flood {
  parts.push(turnEnding());
  const text = parts.join('');
  writeFileSync(file, text);
  return { file, bytes: Buffer.byteLength(text), events: text.split('\n').length - 1, entries, deltas };
}
