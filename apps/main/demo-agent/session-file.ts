import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the demo agent remembers of a conversation, so that resuming one is more than a word. */
export interface DemoSession {
  readonly id: string;
  /** The beginnings of the prompts, oldest first. */
  readonly prompts: readonly string[];
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
      return { id, prompts: value.prompts.filter((prompt) => typeof prompt === 'string') };
    } catch {
      return null;
    }
  }

  /** Writes a session, whole or not at all. Throws when the folder cannot be written. */
  save(session: DemoSession): void {
    mkdirSync(this.#directory, { recursive: true });
    const path = this.#path(session.id);
    writeFileSync(`${path}.new`, JSON.stringify({ prompts: session.prompts }));
    renameSync(`${path}.new`, path);
  }

  #path(id: string): string {
    return join(this.#directory, `${id}.json`);
  }
}

/** Is it a session id that the CLI would take? */
export function isSessionId(id: string): boolean {
  return isId.test(id);
}
