import { randomUUID } from 'node:crypto';
import type { Core } from './core.ts';
import { findModel } from './profile.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Why a session could not be opened: the line on stderr, and whether a result is printed too. */
export interface OpenFailure {
  readonly stderr: string;
  readonly result: boolean;
}

/** Makes the session new, or takes up a conversation that is on disk. Null when all is well. */
export function openSession(core: Core): OpenFailure | null {
  const { line, store, session, profile } = core;
  session.model = findModel(profile, session.model)?.resolved ?? session.model;
  const resume = line.resume ?? (line.continueLast ? store.newest() : null);
  if (line.sessionId !== null) {
    if (resume !== null && !line.fork) {
      return refusal(
        'Error: --session-id can only be used with --continue or --resume if --fork-session is also specified.',
      );
    }
    if (!uuid.test(line.sessionId)) return refusal('Error: Invalid session ID. Must be a valid UUID.');
    if (store.find(line.sessionId)) return refusal(`Error: Session ID ${line.sessionId} is already in use.`);
  }
  return resume === null ? null : takeUp(core, resume);
}

function takeUp(core: Core, id: string): OpenFailure | null {
  const { line, store, session, profile, accounts } = core;
  const saved = store.load(id);
  if (!saved) {
    session.id = uuid.test(id) ? id : session.id;
    const why = uuid.test(id)
      ? `No conversation found with session ID: ${id}`
      : 'Error: --resume requires a valid session ID or session title when used with --print. ' +
        `Usage: claude -p --resume <session-id|title>. Provided value "${id}" is not a UUID and does not match any session title.`;
    return { stderr: why, result: true };
  }
  const known = store.read(saved.path, line.resumeAt);
  if (known === null) {
    if (line.fork) session.id = line.sessionId ?? randomUUID();
    return { stderr: `No message found with message.uuid of: ${line.resumeAt ?? ''}`, result: true };
  }
  session.messages = 1;
  // The older CLI forgets the mark of the long context.
  if (line.model === null && saved.model !== null) session.model = saved.model;
  if (profile.modern) {
    session.model = findModel(profile, session.model)?.resolved ?? session.model;
    accounts.carryOver(session.model, saved.inputTokens, saved.outputTokens, saved.costUsd);
  }
  if (line.fork) {
    session.id = line.sessionId ?? randomUUID();
    session.inherited = known;
  } else {
    session.id = saved.id;
    session.path = saved.path;
  }
  return null;
}

const refusal = (stderr: string): OpenFailure => ({ stderr, result: false });
