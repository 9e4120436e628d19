import { randomUUID } from 'node:crypto';
import { utter, type Core } from './core.ts';
import { initEvent } from './init.ts';
import type { Prompt } from './prompt.ts';
import { resultEvent } from './result.ts';

/** The name of the command that a prompt is; null when it goes to the model. A path (a second slash) is no command. */
export function commandOf(core: Core, prompt: Prompt): string | null {
  const match = /^\/([A-Za-z][\w-]*)(?=\s|$)/.exec(prompt.text);
  const name = match?.[1];
  if (name === undefined) return null;
  // The newer CLI hands a command that it does not know to the model, with a note.
  return core.profile.modern && !core.profile.commands.includes(name) ? null : name;
}

/** Answers a command without the model: init, a synthetic message, a result of no rounds. */
export function runCommand(core: Core, name: string, promptUuid: string | null): void {
  const { writer, events, session } = core;
  const startedAt = Date.now();
  core.accounts.startTurn();
  if (name === 'compact') {
    const failed = { status: null, compact_result: 'failed', compact_error: 'Not enough messages to compact.' };
    writer.line(events.system('status', { status: 'compacting' }));
    writer.line(events.system('status', failed));
  }
  if (name === 'clear') {
    if (core.profile.modern) {
      // It has an id of its own, which is not that of the session that begins.
      const receipt = promptUuid === null ? {} : { user_message_uuid: promptUuid };
      const reset = { type: 'conversation_reset', new_conversation_id: randomUUID(), trigger: 'clear', ...receipt };
      writer.line(events.stamp(reset));
      writer.line(events.system('background_tasks_changed', { tasks: [] }));
      core.accounts.forget();
    }
    session.id = randomUUID();
    session.path = core.store.append(null, session.id, []);
    session.inherited = [];
    session.messages = 0;
  }
  const promptUuids = promptUuid === null ? [] : [promptUuid];
  writer.line(initEvent(core, core.profile.modern && promptUuid !== null ? { user_message_uuids: promptUuids } : {}));
  const text = words(core, name);
  if (text !== '' || !core.profile.modern) utter(core, events.synthetic(text === '' ? '(no content)' : text));
  const facts = { startedAt, rounds: 0, denials: [], promptUuids, origin: null, apiMs: 0 };
  writer.line(
    resultEvent(core, { kind: 'success', text, isError: false, stopReason: null, terminalReason: null }, facts),
  );
}

function words(core: Core, name: string): string {
  if (!core.profile.commands.includes(name)) return `Unknown command: /${name}`;
  const { inputTokens, outputTokens } = core.accounts.tokens;
  switch (name) {
    case 'clear':
      return '';
    case 'compact':
      return 'Not enough messages to compact.';
    case 'usage':
      return `Total cost:            $${core.accounts.costUsd.toFixed(4)}\nUsage by model:\n     ${core.session.model}:  ${inputTokens} input, ${outputTokens} output`;
    case 'context':
      return `## Context Usage\n\n**Model:** ${core.session.model}  \n**Tokens:** ${inputTokens} / 1m (0%)`;
    default:
      return `/${name} was run.`;
  }
}
