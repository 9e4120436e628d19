import { join } from 'node:path';
import type { JsonObject } from '../../../apps/shared/models/json.ts';
import type { Accounts } from './accounts.ts';
import type { CommandLine } from './command-line.ts';
import type { EventFactory } from './events.ts';
import type { Profile } from './profile.ts';
import type { FakeScript } from './script.ts';
import type { SessionStore } from './session-store.ts';
import type { StateReporter } from './state-reporter.ts';
import type { StdoutWriter } from './stdout-writer.ts';

/** A rule that lets calls of a tool pass unasked: every call, or those that match the content. */
export interface Rule {
  readonly toolName: string;
  readonly ruleContent: string | null;
}

/** What changes while the process lives. */
export interface SessionState {
  id: string;
  /** The conversation's file; null until the first prompt. */
  path: string | null;
  /** What a fork begins with: like the rest, on disk from its first prompt on. */
  inherited: readonly JsonObject[];
  model: string;
  mode: string;
  /** Rules that a person agreed to in this process. */
  readonly allowed: Rule[];
  readonly denied: Rule[];
  /** The exit code follows the last result. */
  lastResultFailed: boolean;
  results: number;
  messages: number;
}

/** What every part of the fake works with. */
export interface Core {
  readonly profile: Profile;
  readonly line: CommandLine;
  readonly script: FakeScript;
  readonly environment: NodeJS.ProcessEnv;
  readonly directory: string;
  readonly writer: StdoutWriter;
  readonly events: EventFactory;
  readonly accounts: Accounts;
  readonly store: SessionStore;
  readonly session: SessionState;
  readonly state: StateReporter;
  /** Ends the process with this code once stdout is flushed. Never resolves. */
  readonly exit: (code: number) => Promise<never>;
}

/** The one file that an agent may write while it plans. */
export const planFileOf = (core: Core): string => join(core.store.root, 'plans', `${core.session.id}.md`);

/** Writes to the conversation's file, unless the session is not to be kept. */
export function remember(core: Core, entries: readonly JsonObject[]): void {
  if (!core.line.persist) return;
  const { session, store } = core;
  session.path = store.append(session.path, session.id, [...session.inherited, ...entries]);
  session.inherited = [];
}

/** Writes an event of the main conversation to stdout and to the conversation's file, where a fork finds it by its id. */
export function utter(core: Core, event: JsonObject): void {
  core.writer.line(event);
  if (core.session.path !== null) remember(core, [{ type: 'event', uuid: event['uuid'] ?? '', event }]);
}
