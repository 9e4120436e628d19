import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { newInstance, settingsOfDraft } from '../../apps/main/orchestrator/instance-draft.ts';
import { openDatabase } from '../../apps/main/persistence/open-database.ts';
import type { DurableEvent } from '../../apps/shared/contract/events.ts';
import type { Entry } from '../../apps/shared/models/entry.ts';
import { noUsage, type Instance } from '../../apps/shared/models/instance.ts';
import { defaultSettings } from '../../apps/shared/models/settings.ts';

type NewEvent = DurableEvent extends infer E ? (E extends DurableEvent ? Omit<E, 'seq' | 'at'> : never) : never;

/** Words that only the last entry of this instance's transcript has. */
export const lastWordsOf = (name: string): string => `This is the last line that the agent ${name} wrote.`;

/**
 * Makes a data folder's database with instances whose transcripts are as long as asked: prompts, markdown with code, uses of
 * tools with their results, outcomes.
 * @param lengths entries by the instance's name, the oldest instance first
 */
export function fillDatabase(dataDirectory: string, project: string, lengths: Readonly<Record<string, number>>): void {
  const file = join(dataDirectory, 'tower.db');
  const opened = openDatabase({ file, backupDirectory: join(dataDirectory, 'backups') });
  if (!opened.ok) throw new Error(opened.problem.message);
  const database = opened.value;
  const at = Date.now();
  const write = (events: readonly NewEvent[]): void => {
    const first = database.lastSeq + 1;
    const problem = database.write(events.map((event, index) => ({ ...event, seq: first + index, at })));
    if (problem !== null) throw new Error(problem.message);
  };
  for (const [place, [name, length]] of Object.entries(lengths).entries()) {
    const settings = settingsOfDraft({ name, directory: project, permissionMode: 'ask' }, defaultSettings);
    const instance = newInstance(randomUUID(), settings, at + place);
    write([{ type: 'instance.created', data: { instance } }]);
    for (let from = 0; from < length; from += 1000) {
      const count = Math.min(1000, length - from);
      write(
        Array.from({ length: count }, (_, index) => ({
          type: 'transcript.appended',
          data: { entry: entryAt(from + index, length, instance, at) },
        })),
      );
    }
  }
  database.close();
}

/** A round of a transcript: a prompt, an answer, the use of a tool, its result, a closing text, the outcome. */
function entryAt(index: number, length: number, { id: instanceId, name }: Instance, at: number): Entry {
  const base = { id: randomUUID(), instanceId, taskId: null, turnId: null, at };
  const round = Math.floor(index / 6);
  const place = { messageId: `msg_${String(round)}`, blockIndex: index % 6, parentToolUseId: null };
  const toolUseId = `toolu_${String(round)}`;
  if (index === length - 1) return { ...base, ...place, kind: 'text', text: lastWordsOf(name) };
  switch (index % 6) {
    case 0:
      return { ...base, kind: 'prompt', text: `Please look into number ${String(round)}.`, attachments: [] };
    case 1:
      return { ...base, ...place, kind: 'text', text: answer(round) };
    case 2:
      return { ...base, ...place, kind: 'toolUse', toolUseId, name: 'Bash', input: { command: 'npm test' } };
    case 3: {
      const text = 'ok 1 - reads\nok 2 - writes\n'.repeat(10);
      const result = { parentToolUseId: null, toolUseId, isError: false, text, images: [], structured: null };
      return { ...base, ...result, kind: 'toolResult' };
    }
    case 4:
      return { ...base, ...place, kind: 'text', text: `Number ${String(round)} is done, and its tests are green.` };
    default: {
      const outcome = { status: 'completed', problem: null, text: null, usage: noUsage, durationMs: 900, rounds: 2 };
      return { ...base, ...outcome, kind: 'outcome', status: 'completed' };
    }
  }
}

function answer(round: number): string {
  return [
    `## Number ${String(round)}`,
    'The function **forgets** what it was given when it is called twice. There are two ways to mend it:',
    '- keep the value in the *caller*\n- keep it in `state`, which is shorter',
    '```ts\nexport function keep(state: State, value: number): State {\n  return { ...state, value };\n}\n```',
  ].join('\n\n');
}
