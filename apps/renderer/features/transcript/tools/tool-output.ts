import type { EntryOf } from '../../../../shared/models/entry.ts';
import { plainText } from '../../../components/plain-text.ts';
import { numberOf, objectOf, textOf, textsIn } from './json-parts.ts';

type Result = EntryOf<'toolResult'>;

/** What a command has printed, and how it ended. */
export interface CommandOutput {
  readonly stdout: string;
  readonly stderr: string;
  /** Null where it is not told: 0 is not written out, and a command that was refused has none. */
  readonly exitCode: number | null;
  readonly interrupted: boolean;
  readonly inBackground: boolean;
}

/** Reads what Bash answered: its two streams where the CLI tells them apart, else the text that the model was given. */
export function commandOutputOf({ text, structured, isError }: Result): CommandOutput {
  const parts = objectOf(structured);
  const told = isError ? /^(?:Error: )?Exit code (\d+)(?:\n|$)/.exec(text) : null;
  const inBackground = textOf(parts['backgroundTaskId']) !== '';
  const hasStreams = typeof parts['stdout'] === 'string' && !inBackground;
  return {
    stdout: plainText(hasStreams ? textOf(parts['stdout']) : text.slice(told?.[0].length ?? 0)),
    stderr: plainText(hasStreams ? textOf(parts['stderr']) : ''),
    exitCode: told === null ? null : Number(told[1]),
    interrupted: parts['interrupted'] === true,
    inBackground,
  };
}

/** A piece of a file, as Read gave it. */
export interface FilePiece {
  readonly code: string;
  readonly firstLine: number;
  readonly lines: number;
  /** Of the whole file; null where it is not told. */
  readonly total: number | null;
}

/** Reads what Read answered; null where it was no text: a picture, an error. */
export function filePieceOf({ text, structured, isError }: Result): FilePiece | null {
  if (isError) return null;
  const file = objectOf(objectOf(structured)['file']);
  if (typeof file['content'] === 'string') {
    const code = withoutLastBreak(file['content']);
    const lines = code === '' ? 0 : code.split('\n').length;
    return { code, firstLine: numberOf(file['startLine']) ?? 1, lines, total: numberOf(file['totalLines']) };
  }
  return numberedText(text);
}

/** Lines that stand with their numbers, as Read hands them to the model. */
function numberedText(text: string): FilePiece | null {
  const lines = withoutLastBreak(text).split('\n');
  const parts = lines.map((line) => /^ *(\d+)[\t→](.*)$/s.exec(line));
  const first = parts[0];
  // Notes of the CLI may follow the lines.
  const end = parts.findIndex((part) => part === null);
  const kept = end === -1 ? parts : parts.slice(0, end);
  if (first === null || first === undefined) return null;
  const code = kept.map((part) => part?.[2] ?? '').join('\n');
  return { code, firstLine: Number(first[1]), lines: kept.length, total: null };
}

const withoutLastBreak = (text: string): string => (text.endsWith('\n') ? text.slice(0, -1) : text);

/** What a search has found. */
export interface SearchOutput {
  readonly count: number;
  readonly unit: 'files' | 'lines';
  /** There was more than it gave. */
  readonly truncated: boolean;
  readonly files: readonly string[];
  /** The lines found, with where they are; empty where only files were asked for. */
  readonly content: string;
}

/** Reads what Grep and Glob answered; null where they failed, or say it in another way. */
export function searchOutputOf({ structured, isError }: Result): SearchOutput | null {
  const parts = objectOf(structured);
  const numFiles = numberOf(parts['numFiles']);
  if (isError || numFiles === null) return null;
  const content = plainText(textOf(parts['content']));
  const lines = numberOf(parts['numLines']);
  const byLines = parts['mode'] === 'content' && lines !== null;
  return {
    count: byLines ? lines : numFiles,
    unit: byLines ? 'lines' : 'files',
    truncated: parts['truncated'] === true || numberOf(parts['appliedLimit']) !== null,
    files: textsIn(parts['filenames']),
    content,
  };
}
