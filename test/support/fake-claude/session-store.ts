import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { jsonObjectSchema, type JsonObject } from '../../../apps/shared/models/json.ts';

const entrySchema = z.looseObject({
  type: z.string(),
  model: z.string().optional(),
  costUsd: z.number().optional(),
  inputTokens: z.number().optional(),
  outputTokens: z.number().optional(),
});

export interface SavedSession {
  readonly id: string;
  readonly path: string;
  readonly model: string | null;
  readonly costUsd: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** The files below CLAUDE_CONFIG_DIR: one conversation a file, one registry entry a live process. */
export class SessionStore {
  readonly #root: string;
  readonly #project: string;
  readonly #anyDirectory: boolean;

  /** `anyDirectory`: conversations of other working directories are found too, as by 2.1.330. */
  constructor(environment: NodeJS.ProcessEnv, directory: string, anyDirectory: boolean) {
    this.#root = environment['CLAUDE_CONFIG_DIR'] ?? join(environment['HOME'] ?? homedir(), '.claude');
    this.#project = join(this.#root, 'projects', directory.replace(/[^A-Za-z0-9]/g, '-'));
    this.#anyDirectory = anyDirectory;
  }

  get root(): string {
    return this.#root;
  }

  get projectFolder(): string {
    return this.#project;
  }

  /** Where a conversation's file is, or null. */
  find(id: string): string | null {
    const folders = [this.#project];
    const projects = join(this.#root, 'projects');
    if (this.#anyDirectory && existsSync(projects))
      folders.push(...readdirSync(projects).map((name) => join(projects, name)));
    return folders.map((folder) => join(folder, `${id}.jsonl`)).find((path) => existsSync(path)) ?? null;
  }

  /** What a conversation's file says, or null when there is none. */
  load(id: string): SavedSession | null {
    const path = this.find(id);
    if (!path) return null;
    const saved = { id, path, model: null as string | null, costUsd: 0, inputTokens: 0, outputTokens: 0 };
    for (const line of readFileSync(path, 'utf8').split('\n')) {
      const entry = line.startsWith('{') ? entrySchema.safeParse(JSON.parse(line)).data : undefined;
      if (entry?.model !== undefined) saved.model = entry.model;
      if (entry?.costUsd !== undefined) saved.costUsd = entry.costUsd;
      if (entry?.inputTokens !== undefined) saved.inputTokens = entry.inputTokens;
      if (entry?.outputTokens !== undefined) saved.outputTokens = entry.outputTokens;
    }
    return saved;
  }

  /** The conversation of this directory that was written to last, or null. */
  newest(): string | null {
    if (!existsSync(this.#project)) return null;
    const files = readdirSync(this.#project).filter((name) => name.endsWith('.jsonl'));
    const age = (name: string): number => statSync(join(this.#project, name)).mtimeMs;
    const newest = files.toSorted((left, right) => age(right) - age(left))[0];
    return newest === undefined ? null : newest.slice(0, -'.jsonl'.length);
  }

  /** Adds lines to a conversation's file, which is made when it is not there. */
  append(path: string | null, id: string, entries: readonly JsonObject[]): string {
    const file = path ?? join(this.#project, `${id}.jsonl`);
    mkdirSync(join(file, '..'), { recursive: true });
    appendFileSync(file, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
    return file;
  }

  /** A conversation as its file has it, up to the entry with an id; null when there is none such. */
  read(path: string, upTo: string | null): readonly JsonObject[] | null {
    const entries = readFileSync(path, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => jsonObjectSchema.parse(JSON.parse(line)));
    if (upTo === null) return entries;
    const index = entries.findIndex((entry) => entry['uuid'] === upTo);
    return index === -1 ? null : entries.slice(0, index + 1);
  }

  /** Enters a live process; returns what takes it out again. */
  register(pid: number, facts: JsonObject): () => void {
    const path = join(this.#root, 'sessions', `${pid}.json`);
    mkdirSync(join(this.#root, 'sessions'), { recursive: true });
    writeFileSync(path, JSON.stringify(facts));
    return () => {
      rmSync(path, { force: true });
    };
  }
}
