import type { Delta } from '../../shared/contract/events.ts';
import type { JsonObject } from '../../shared/models/json.ts';
import { numberOf, objectOf, textOf } from './fields.ts';

type DeltaBody = Omit<Delta, 'instanceId'>;
type BlockKind = Delta['kind'];

interface OpenBlock {
  readonly kind: BlockKind;
  readonly name: string | null;
  /** All of it so far, for a window that comes late: `text`, then `tail`. */
  text: string;
  tail: string;
  /** It has grown too long to be shown before it is whole. */
  full: boolean;
}

interface OpenMessage {
  readonly id: string;
  readonly parentToolUseId: string | null;
  readonly blocks: Map<number, OpenBlock>;
}

/** How much may be open at a time, in UTF-16 units: ten times the longest answer. What is longer is shown once it is whole. */
export const maxOpenLength = 1024 * 1024;
/** What a message or a block counts for, beside its text. */
const frameLength = 100;
/** The length at which a tail is joined to its text. */
const tailLength = 16 * 1024;
/** The last piece of a block that is shown no further for now. */
const andSoOn = '…';

/**
 * Gives each piece of a streamed message its place: which block of which message it belongs to. One message can be open in
 * the main conversation and one in each subagent. After a dropped connection the pieces may come out of order (protocol,
 * section 7); pieces of no open message are left out, for the whole blocks follow.
 */
export class StreamAssembler {
  readonly #messages = new Map<string, OpenMessage>();
  /** How much is open, by the measure of `maxOpenLength`. */
  #length = 0;

  /** Takes one raw stream event. @returns the piece that it holds, if it holds one to show */
  take(event: JsonObject, parentToolUseId: string | null): DeltaBody | null {
    const lane = parentToolUseId ?? '';
    switch (textOf(event, 'type')) {
      case 'message_start': {
        const id = textOf(objectOf(event, 'message') ?? {}, 'id');
        this.#close(lane);
        if (id === null || this.#length > maxOpenLength) return null;
        this.#messages.set(lane, { id, parentToolUseId, blocks: new Map() });
        this.#length += frameLength;
        return null;
      }
      case 'content_block_start':
        return this.#start(event, lane, parentToolUseId);
      case 'content_block_delta':
        return this.#continue(event, lane, parentToolUseId);
      case 'content_block_stop':
        this.#closeBlock(this.#messages.get(lane), numberOf(event, 'index') ?? -1);
        return null;
      case 'message_stop':
        this.#close(lane);
        return null;
      default:
        return null;
    }
  }

  /** What is being written now, each block as far as it has come. */
  open(): readonly DeltaBody[] {
    return [...this.#messages.values()].flatMap(({ id: messageId, parentToolUseId, blocks }) =>
      [...blocks].map(([blockIndex, { kind, name, text, tail }]) => ({
        ...{ messageId, blockIndex, parentToolUseId, kind, name, text: text + tail },
        restart: true,
      })),
    );
  }

  /** The turn is over: nothing that was open will be finished. */
  reset(): void {
    this.#messages.clear();
    this.#length = 0;
  }

  #close(lane: string): void {
    const message = this.#messages.get(lane);
    if (message === undefined) return;
    for (const index of [...message.blocks.keys()]) this.#closeBlock(message, index);
    this.#messages.delete(lane);
    this.#length -= frameLength;
  }

  #closeBlock(message: OpenMessage | undefined, index: number): void {
    const block = message?.blocks.get(index);
    if (block === undefined) return;
    this.#length -= lengthOf(block);
    message?.blocks.delete(index);
  }

  #start(event: JsonObject, lane: string, parentToolUseId: string | null): DeltaBody | null {
    const message = this.#messages.get(lane);
    const index = numberOf(event, 'index');
    const block = objectOf(event, 'content_block');
    if (message === undefined || index === null || block === null) return null;
    const kind = blockKinds[textOf(block, 'type') ?? ''];
    const text = textOf(block, 'text') ?? textOf(block, 'thinking') ?? '';
    this.#closeBlock(message, index);
    if (kind === undefined || this.#length + text.length > maxOpenLength) return null;
    const name = kind === 'toolInput' ? textOf(block, 'name') : null;
    const open: OpenBlock = { kind, name, text, tail: '', full: false };
    message.blocks.set(index, open);
    this.#length += lengthOf(open);
    return { messageId: message.id, blockIndex: index, parentToolUseId, kind, name: open.name, text };
  }

  #continue(event: JsonObject, lane: string, parentToolUseId: string | null): DeltaBody | null {
    const message = this.#messages.get(lane);
    const index = numberOf(event, 'index');
    const delta = objectOf(event, 'delta');
    if (message === undefined || index === null || delta === null) return null;
    const open = message.blocks.get(index);
    const piece = textOf(delta, 'text') ?? textOf(delta, 'thinking') ?? textOf(delta, 'partial_json');
    if (open === undefined || open.full || piece === null || piece === '') return null;
    open.full = this.#length + piece.length > maxOpenLength;
    const text = open.full ? andSoOn : piece;
    this.#length += text.length;
    append(open, text);
    return { messageId: message.id, blockIndex: index, parentToolUseId, kind: open.kind, name: open.name, text };
  }
}

const lengthOf = ({ text, tail }: OpenBlock): number => frameLength + text.length + tail.length;

/**
 * Joins short pieces into long ones before they are kept: V8 keeps a text that was made by adding as a tree of its pieces,
 * several times its length, until somebody looks into it.
 */
function append(block: OpenBlock, piece: string): void {
  block.tail += piece;
  if (block.tail.length < tailLength) return;
  block.tail.charCodeAt(0);
  block.text += block.tail;
  block.tail = '';
}

const blockKinds: Readonly<Record<string, BlockKind>> = {
  text: 'text',
  thinking: 'thinking',
  tool_use: 'toolInput',
  server_tool_use: 'toolInput',
  mcp_tool_use: 'toolInput',
};
