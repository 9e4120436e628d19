import { beforeEach, describe, expect, it } from 'vitest';
import { EntryMapper } from '../../../apps/main/claude/entry-mapper.ts';
import type { Block, UserMessage } from '../../../apps/main/claude/messages.ts';

describe('EntryMapper', () => {
  let mapper: EntryMapper;
  beforeEach(() => {
    mapper = new EntryMapper();
  });
  const assistant = (messageId: string, ...blocks: readonly Block[]) =>
    mapper.assistant({ messageId, model: null, blocks, parentToolUseId: null, error: null });
  const user = (own: Partial<UserMessage>) =>
    mapper.user({ content: '', parentToolUseId: null, isReplay: false, toolUseResult: null, ...own });

  it('numbers the blocks of a message over several events, and counts also those that it does not know', () => {
    const first = assistant('m1', { type: 'thinking', thinking: 'hm' }, { type: 'redacted_thinking', data: 'x' });
    const other = assistant('m2', { type: 'text', text: 'another message' });
    const last = assistant('m1', { type: 'tool_use', id: 't', name: 'Bash', input: { command: 'ls' } });
    expect([...first, ...other, ...last]).toMatchObject([
      { kind: 'thinking', messageId: 'm1', blockIndex: 0, text: 'hm' },
      { kind: 'unknown', type: 'assistant/redacted_thinking', raw: { data: 'x' } },
      { kind: 'text', messageId: 'm2', blockIndex: 0 },
      { kind: 'toolUse', messageId: 'm1', blockIndex: 2, toolUseId: 't', name: 'Bash', input: { command: 'ls' } },
    ]);
  });

  it('notes where the CLI has an answer and the result of a tool', () => {
    const place = {
      sessionId: '1c72f662-ef9f-4ee5-904a-63013a4f79f5',
      uuid: '760b320b-ab80-4d2d-ac76-901cfe590675',
    };
    const said = mapper.assistant({
      ...{ messageId: 'm', model: null, parentToolUseId: null, error: null, place },
      blocks: [{ type: 'text', text: 'hi' }],
    });
    expect(said).toMatchObject([{ kind: 'text', cliPlace: place }]);
    const content = [{ type: 'tool_result', tool_use_id: 't', content: 'ok' }];
    expect(user({ content, place })).toMatchObject([{ kind: 'toolResult', cliPlace: place }]);
    expect(user({ content, place: null })[0]).not.toHaveProperty('cliPlace');
  });

  it('reads tool results of text, of blocks, and with pictures', () => {
    const picture = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'UE5H' } };
    const parts = [{ type: 'text', text: 'one' }, picture, { type: 'text', text: 'two' }];
    expect(
      user({ content: [{ type: 'tool_result', tool_use_id: 't', content: parts, is_error: true }] }),
    ).toMatchObject([
      {
        kind: 'toolResult',
        toolUseId: 't',
        isError: true,
        text: 'one\ntwo',
        images: [{ mediaType: 'image/png', data: 'UE5H' }],
      },
    ]);
    const plain = user({
      content: [{ type: 'tool_result', tool_use_id: 't', content: 'ok' }],
      toolUseResult: 'Error: x',
    });
    expect(plain).toMatchObject([{ text: 'ok', isError: false, images: [], structured: 'Error: x' }]);
  });

  it('says nothing of our own prompts, of interrupts, and of what a subagent was told', () => {
    expect(user({ content: 'our prompt', isReplay: true })).toEqual([]);
    expect(user({ content: [{ type: 'text', text: '[Request interrupted by user for tool use]' }] })).toEqual([]);
    expect(user({ content: [{ type: 'text', text: 'Look into it.' }], parentToolUseId: 't' })).toEqual([]);
  });

  it('keeps what a local command of the CLI said, without its marks', () => {
    const content = '<local-command-stdout>Set model to haiku</local-command-stdout>';
    expect(user({ content })).toMatchObject([{ kind: 'notice', code: 'cli.said', text: 'Set model to haiku' }]);
  });
});
