import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the demo agent remembers of a conversation, so that resuming and forking one is more than a word. */
export interface DemoSession {
  readonly id: string;
  /** The beginnings of the prompts, oldest first. */
  readonly prompts: readonly string[];
  /** Its messages, oldest first, and how many prompts there were by then. */
  readonly marks?: readonly DemoMark[];
}
interface DemoMark {
  readonly uuid: string;
  readonly prompts: number;
}

/** So many messages are remembered at most. */
const mostMarks = 1000;

/** A conversation as it was after one of its messages; null when that is none of them. */
export function cutSession(session: DemoSession, uuid: string): DemoSession | null {
  const { marks = [] } = session;
  const index = marks.findIndex((mark) => mark.uuid === uuid);
  const mark = marks[index];
  if (mark === undefined) return null;
  return { ...session, prompts: session.prompts.slice(0, mark.prompts), marks: marks.slice(0, index + 1) };
}

const isId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The sessions of a folder, a small file each. Like the CLI's, a session is on disk from its first prompt. */
export class SessionFiles {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** @returns the session, or null when there is none or its file cannot be read */
  find(id: string): DemoSession | null {
    if (!isId.test(id)) return null;
    try {
      const value: unknown = JSON.parse(readFileSync(this.#path(id), 'utf8'));
      if (typeof value !== 'object' || value === null || !('prompts' in value) || !Array.isArray(value.prompts))
        return null;
      const prompts = value.prompts.filter((prompt) => typeof prompt === 'string');
      const marks = 'marks' in value && Array.isArray(value.marks) ? value.marks.filter(isMark) : [];
      return { id, prompts, ...(marks.length === 0 ? {} : { marks }) };
    } catch {
      return null;
    }
  }

  /** Writes a session, whole or not at all. Throws when the folder cannot be written. */
  save(session: DemoSession): void {
    mkdirSync(this.#directory, { recursive: true });
    const path = this.#path(session.id);
    const { prompts, marks = [] } = session;
    writeFileSync(`${path}.new`, JSON.stringify({ prompts, marks: marks.slice(-mostMarks) }));
    renameSync(`${path}.new`, path);
  }

  #path(id: string): string {
    return join(this.#directory, `${id}.json`);
  }
}

const isMark = (value: unknown): value is DemoMark =>
  typeof value === 'object' &&
  value !== null &&
  'uuid' in value &&
  typeof value.uuid === 'string' &&
  'prompts' in value &&
  typeof value.prompts === 'number';

/** Is it a session id that the CLI would take? */
export function isSessionId(id: string): boolean {
  return isId.test(id);
}
