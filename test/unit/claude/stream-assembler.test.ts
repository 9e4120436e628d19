import { beforeEach, describe, expect, it } from 'vitest';
import { maxOpenLength, StreamAssembler } from '../../../apps/main/claude/stream-assembler.ts';

const begin = (id: string) => ({ type: 'message_start', message: { id } });
const open = (index: number, block: object = { type: 'text', text: '' }) => ({
  type: 'content_block_start',
  index,
  content_block: { ...block },
});
const piece = (index: number, text: string) => ({
  type: 'content_block_delta',
  index,
  delta: { type: 'text_delta', text },
});
const stop = { type: 'message_stop' };

describe('StreamAssembler', () => {
  let assembler: StreamAssembler;
  beforeEach(() => {
    assembler = new StreamAssembler();
  });
  const texts = (events: readonly object[], parent: string | null = null): readonly (string | null)[] =>
    events.map((event) => assembler.take({ ...event }, parent)?.text ?? null);

  it('has what is being written for whoever comes late, as far as it has come, until the block is finished', () => {
    texts([begin('m1'), open(0), piece(0, 'Hel'), piece(0, 'lo')]);
    texts([begin('s1'), open(0), piece(0, 'Sub')], 'toolu_1');
    expect(assembler.open()).toMatchObject([
      { messageId: 'm1', blockIndex: 0, parentToolUseId: null, text: 'Hello', restart: true },
      { messageId: 's1', blockIndex: 0, parentToolUseId: 'toolu_1', text: 'Sub', restart: true },
    ]);
    texts([{ type: 'content_block_stop', index: 0 }, open(1), piece(1, 'Next')]);
    expect(assembler.open().map(({ text }) => text)).toEqual(['Next', 'Sub']);
    assembler.reset();
    expect(assembler.open()).toEqual([]);
  });

  it('says of each piece which block of which message it belongs to', () => {
    texts([begin('m1'), open(0), open(1, { type: 'tool_use', name: 'Bash', id: 't' })]);
    expect(assembler.take(piece(0, 'Hel'), null)).toEqual({
      messageId: 'm1',
      blockIndex: 0,
      parentToolUseId: null,
      kind: 'text',
      name: null,
      text: 'Hel',
    });
    const input = { type: 'content_block_delta', index: 1, delta: { type: 'input_json_delta', partial_json: '{"a' } };
    expect(assembler.take(input, null)).toMatchObject({ blockIndex: 1, kind: 'toolInput', name: 'Bash', text: '{"a' });
    const thought = { type: 'content_block_delta', index: 2, delta: { type: 'thinking_delta', thinking: 'hm' } };
    texts([open(2, { type: 'thinking', thinking: '' })]);
    expect(assembler.take(thought, null)).toMatchObject({ blockIndex: 2, kind: 'thinking', text: 'hm' });
  });

  it('leaves out what is nothing to show: signatures, empty pieces, blocks of kinds that we do not know', () => {
    const signature = { type: 'content_block_delta', index: 0, delta: { type: 'signature_delta', signature: 'x' } };
    expect(texts([begin('m'), open(0), signature, piece(0, '')])).toEqual([null, '', null, null]);
    expect(texts([open(1, { type: 'brand_new' }), piece(1, 'x'), { type: 'ping' }])).toEqual([null, null, null]);
  });

  it('keeps the main conversation and each subagent apart', () => {
    texts([begin('main'), open(0)]);
    texts([begin('sub'), open(0)], 'tool-1');
    expect(assembler.take(piece(0, 'a'), null)).toMatchObject({ messageId: 'main', parentToolUseId: null });
    expect(assembler.take(piece(0, 'b'), 'tool-1')).toMatchObject({ messageId: 'sub', parentToolUseId: 'tool-1' });
    texts([stop], 'tool-1');
    expect(texts([piece(0, 'c')])).toEqual(['c']);
    expect(texts([piece(0, 'd')], 'tool-1')).toEqual([null]);
  });

  it('drops pieces of no open message or block, as after a connection that broke', () => {
    expect(texts([piece(0, 'early'), open(0), stop])).toEqual([null, null, null]);
    expect(texts([begin('m1'), piece(3, 'of no block')])).toEqual([null, null]);
    texts([open(0), piece(0, 'cut off')]);
    expect(texts([begin('m2'), piece(0, 'late piece of m1'), open(0)])).toEqual([null, null, '']);
    expect(assembler.take(piece(0, 'new'), null)).toMatchObject({ messageId: 'm2', text: 'new' });
    assembler.reset();
    expect(texts([piece(0, 'after the turn')])).toEqual([null]);
  });

  it('shows what a block begins with', () => {
    expect(texts([begin('m'), open(0, { type: 'text', text: 'At once' })])).toEqual([null, 'At once']);
  });

  it('shows a block that does not end only so far, says so, and forgets it with its end', () => {
    texts([begin('m1'), open(0), open(1)]);
    const half = 'x'.repeat(maxOpenLength / 2);
    expect(texts([piece(0, half), piece(0, half), piece(0, 'more'), piece(0, 'and more')])).toEqual([
      half,
      '…',
      null,
      null,
    ]);
    expect(assembler.open()[0]?.text).toBe(`${half}…`);
    texts([{ type: 'content_block_stop', index: 0 }]);
    expect(texts([open(2), piece(2, half)])).toEqual(['', half]);
    texts([stop, begin('m2'), open(0)]);
    expect(texts([piece(0, half)])).toEqual([half]);
  });

  it('opens no more blocks and messages than it can hold', () => {
    texts([begin('m1')]);
    for (let index = 0; index < maxOpenLength / 50; index += 1) texts([open(index)]);
    expect(assembler.open().length).toBeLessThan(maxOpenLength / 90);
    for (let lane = 0; lane < maxOpenLength / 50; lane += 1) texts([begin('m')], String(lane));
    assembler.reset();
    expect(texts([begin('m2'), open(0), piece(0, 'x')])).toEqual([null, '', 'x']);
  });
});
