import type { EntryOf } from '../../../../shared/models/entry.ts';
import type { TranscriptRow } from '../../../stores/transcript-rows.ts';
import { objectOf, objectsIn, textOf } from './json-parts.ts';
import { summarizeTool } from './tool-summary.ts';

/** How far a subagent is: at work, at work while the conversation goes on, at its end. */
export type AgentState = 'running' | 'background' | 'done' | 'failed';

const wasSentAway = (result: EntryOf<'toolResult'>): boolean =>
  textOf(objectOf(result.structured)['status']) === 'async_launched';

/**
 * How far a subagent is. The CLI says at once that one in the background was started, and nothing more in the transcript.
 * @param goesOn whether the instance has work in the background still, of whatever kind
 */
export function stateOfAgent({ result }: TranscriptRow, goesOn: boolean): AgentState {
  if (result === null) return 'running';
  if (result.entry.isError) return 'failed';
  return goesOn && wasSentAway(result.entry) ? 'background' : 'done';
}

/** How many tools a subagent has used, with those of its own subagents, and in a line what the latest was. */
export function countSteps(children: readonly TranscriptRow[]): { readonly count: number; readonly latest: string } {
  let count = 0;
  let latest = '';
  for (const { entry, children: below } of children) {
    if (entry.kind !== 'toolUse') continue;
    const { name, line } = summarizeTool(entry.name, entry.input);
    count += 1 + countSteps(below).count;
    latest = line === '' ? name : `${name} ${line}`;
  }
  return { count, latest };
}

/** What a subagent has reported: its last words, without what the CLI tells the model about them. Empty while there is none. */
export function reportOf(result: EntryOf<'toolResult'>): string {
  if (wasSentAway(result)) return '';
  const told = objectsIn(objectOf(result.structured)['content']).map((part) => textOf(part['text']));
  return told.length > 0 ? told.join('\n\n') : result.text;
}
