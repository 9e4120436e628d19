import { describe, expect, it } from 'vitest';
import { EntryMapper, type EntryBody } from '../../../apps/main/claude/entry-mapper.ts';
import { LineFramer } from '../../../apps/main/claude/line-framer.ts';
import { parseMessage } from '../../../apps/main/claude/message-parser.ts';
import type { CliMessage } from '../../../apps/main/claude/messages.ts';
import { StreamAssembler } from '../../../apps/main/claude/stream-assembler.ts';
import { allCliRuns, readCliRun, stdoutOf, type CliRun } from '../../support/cli-runs.ts';

const runs = allCliRuns().map((run) => [`${run.version} ${run.name}`, run] as const);

/** Through the whole of the border: bytes, lines, messages. */
function messagesOf(run: CliRun): readonly CliMessage[] {
  const framer = new LineFramer();
  const frames = [...framer.push(stdoutOf(run)), ...framer.end()];
  return frames.flatMap((frame) => (frame.kind === 'oversize' ? [] : [parseMessage(frame.text)]));
}

const entriesOf = (run: CliRun): readonly EntryBody[] => {
  const mapper = new EntryMapper();
  return messagesOf(run).flatMap((message) => {
    if (message.kind === 'assistant') return mapper.assistant(message.assistant);
    if (message.kind === 'user') return mapper.user(message.user);
    return [];
  });
};

interface Place {
  readonly messageId: string;
  readonly blockIndex: number;
}
const keyOf = ({ messageId, blockIndex }: Place): string => `${messageId} ${String(blockIndex)}`;

/** What was streamed of each block, joined; a tool's input as the JSON that it is. */
function streamedOf(run: CliRun): ReadonlyMap<string, string> {
  const assembler = new StreamAssembler();
  const texts = new Map<string, string>();
  for (const message of messagesOf(run)) {
    if (message.kind !== 'stream') continue;
    const delta = assembler.take(message.event, message.parentToolUseId);
    if (delta !== null) texts.set(keyOf(delta), (texts.get(keyOf(delta)) ?? '') + delta.text);
  }
  return texts;
}

const partial = runs.filter(([, run]) => streamedOf(run).size > 0);

describe('recorded runs', () => {
  it.each(runs)('%s: every line is known and none is noise', (_, run) => {
    const strange = messagesOf(run).filter(({ kind }) => kind === 'noise' || kind === 'unknown');
    expect(strange).toEqual([]);
  });

  it('are enough to say something about partial messages', () => {
    expect(partial.map(([name]) => name)).toEqual(
      expect.arrayContaining(['2.1.197 02b-partial', '2.1.330 02b-partial', '2.1.330 04b-interrupt-stream']),
    );
  });

  it.each(partial)('%s: the deltas of a block, joined, are its entry', (name, run) => {
    const streamed = streamedOf(run);
    const compared = entriesOf(run).flatMap((entry) => {
      if (entry.kind !== 'text' && entry.kind !== 'thinking' && entry.kind !== 'toolUse') return [];
      const text = streamed.get(keyOf(entry));
      if (text === undefined) return [];
      if (entry.kind === 'toolUse') expect(JSON.parse(text === '' ? '{}' : text), name).toEqual(entry.input);
      else expect(text, name).toBe(entry.text);
      return [entry];
    });
    expect(compared.length).toBeGreaterThan(0);
  });

  it.each(runs)('%s: no two entries claim the same block', (_, run) => {
    const keys = entriesOf(run).flatMap((entry) => ('blockIndex' in entry ? [keyOf(entry)] : []));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it.each(runs)('%s: every tool result has its tool use', (_, run) => {
    const entries = entriesOf(run);
    const used = new Set(entries.flatMap((entry) => (entry.kind === 'toolUse' ? [entry.toolUseId] : [])));
    for (const entry of entries) if (entry.kind === 'toolResult') expect(used).toContain(entry.toolUseId);
  });

  it('keep the structured form of a tool result beside its text', () => {
    const results = entriesOf(readCliRun('2.1.197', '02a-tools')).filter(({ kind }) => kind === 'toolResult');
    expect(results.length).toBeGreaterThan(0);
    expect(results).toContainEqual(
      expect.objectContaining({ structured: expect.objectContaining({ stdout: expect.any(String) }) }),
    );
  });

  it('put what a subagent did under the tool use that started it', () => {
    const entries = entriesOf(readCliRun('2.1.330', '02e-subagent'));
    const task = entries.find((entry) => entry.kind === 'toolUse' && entry.parentToolUseId === null);
    const below = entries.filter((entry) => 'parentToolUseId' in entry && entry.parentToolUseId !== null);
    expect(below.length).toBeGreaterThan(0);
    const parents = new Set(below.map((entry) => ('parentToolUseId' in entry ? entry.parentToolUseId : null)));
    expect([...parents]).toEqual([task?.kind === 'toolUse' ? task.toolUseId : '']);
  });

  it('do not repeat our own prompts, nor what the CLI tells the model about an interrupt', () => {
    for (const [, run] of runs) {
      const notices = entriesOf(run).flatMap((entry) => (entry.kind === 'notice' ? [entry.text] : []));
      for (const text of notices) expect(text).not.toMatch(/^\[Request interrupted/);
    }
  });
});
