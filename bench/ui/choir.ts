import { execFileSync } from 'node:child_process';
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import {
  assistant,
  textDelta,
  textEnding,
  textOpening,
  toolResult,
  turnEnding,
  turnOpening,
} from '../emitter/lines.ts';

const tickMs = 20;
/** How much of a text comes at once, in characters: some three tokens. */
const pieceLength = 12;

const passages = [
  '## What I found\n\nThe parser **forgets** the last line of a file that does not end in a newline. It is read in ',
  '`readLines`, which looks for `\\n` and drops what comes after the last one:\n\n```ts\nexport function readLines(',
  'text: string): readonly string[] {\n  const lines = text.split("\\n");\n  return lines.slice(0, -1);\n}\n```\n\n',
  'There are two ways to mend it:\n\n- keep the last line *if it is not empty*\n- have every writer end its files ',
  'properly, which nobody can promise\n\n| case | before | after |\n| --- | --- | --- |\n| empty file | 0 | 0 |\n',
  '| no newline at the end | 1 | 2 |\n\nI take the first. The tests in `lines.test.ts` say what it has to do.\n',
];
const wholeText = passages.join('');

/** One agent that streams: what it has said of the message it is in. */
interface Voice {
  readonly file: FileHandle;
  readonly name: string;
  round: number;
  said: number;
  /** What could not be written yet. */
  writing: Promise<unknown>;
}

/**
 * Many agents that stream at the same time and at an even pace: markdown with code, tables and lists, and now and then the use
 * of a tool. One process writes for all of them.
 */
export class Choir {
  readonly #voices: readonly Voice[];
  #timer: NodeJS.Timeout | null = null;
  #ticks = 0;

  private constructor(voices: readonly Voice[]) {
    this.#voices = voices;
  }

  /** @param directory where the pipes are put, by the names 0, 1, 2 ... */
  static async gather(directory: string, count: number): Promise<Choir> {
    const names = Array.from({ length: count }, (_, index) => String(index));
    execFileSync('mkfifo', ['--', ...names], { cwd: directory });
    const voices = await Promise.all(
      names.map(async (name, index) => ({
        // Open for both, or to open it would wait for who reads.
        file: await open(join(directory, name), 'r+'),
        name,
        round: 0,
        // None begins where another does.
        said: (index * 97) % wholeText.length,
        writing: Promise.resolve(),
      })),
    );
    return new Choir(voices);
  }

  /** Begins the turns. @param perSecond how many pieces of text each voice gets, 50 at most */
  begin(perSecond: number): void {
    for (const voice of this.#voices) {
      const message = messageOf(voice);
      this.#write(voice, turnOpening() + textOpening(message) + textDelta(message, wholeText.slice(0, voice.said)));
    }
    const every = Math.max(1, Math.round(1000 / tickMs / perSecond));
    this.#timer = setInterval(() => {
      this.#ticks += 1;
      for (const [index, voice] of this.#voices.entries()) if ((this.#ticks + index) % every === 0) this.#sing(voice);
    }, tickMs);
  }

  /** Ends the turns and closes the pipes. */
  async end(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    for (const voice of this.#voices) {
      this.#write(voice, textEnding(messageOf(voice), wholeText.slice(0, voice.said)) + turnEnding());
      await voice.writing;
      await voice.file.close();
    }
  }

  #sing(voice: Voice): void {
    const piece = wholeText.slice(voice.said, voice.said + pieceLength);
    voice.said += piece.length;
    if (piece !== '') {
      this.#write(voice, textDelta(messageOf(voice), piece));
      return;
    }
    const message = messageOf(voice);
    const toolUseId = `toolu_${voice.name}_${String(voice.round)}`;
    const use = { type: 'tool_use', id: toolUseId, name: 'Bash', input: { command: 'npm test -- lines' } };
    const whole = textEnding(message, wholeText) + assistant(message, use) + toolResult(toolUseId, 'ok 1 - reads\n');
    voice.round += 1;
    voice.said = 0;
    this.#write(voice, whole + textOpening(messageOf(voice)));
  }

  #write(voice: Voice, text: string): void {
    voice.writing = voice.writing.then(() => voice.file.write(text));
  }
}

const messageOf = ({ name, round }: Voice): string => `msg_choir_${name}_${String(round)}`;
