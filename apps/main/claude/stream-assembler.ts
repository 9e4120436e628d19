import type { Delta } from '../../shared/contract/events.ts';
import type { JsonObject } from '../../shared/models/json.ts';
import { numberOf, objectOf, textOf } from './fields.ts';

type DeltaBody = Omit<Delta, 'instanceId'>;
type BlockKind = Delta['kind'];

interface OpenBlock {
  readonly kind: BlockKind;
  readonly name: string | null;
  /** All of it so far, for a window that comes late. */
  text: string;
}

interface OpenMessage {
  readonly id: string;
  readonly parentToolUseId: string | null;
  readonly blocks: Map<number, OpenBlock>;
}

/**
 * Gives each piece of a streamed message its place: which block of which message it belongs to. One message can be open in
 * the main conversation and one in each subagent. After a dropped connection the pieces may come out of order (protocol,
 * section 7); pieces of no open message are left out, for the whole blocks follow.
 */
export class StreamAssembler {
  readonly #messages = new Map<string, OpenMessage>();

  /** Takes one raw stream event. @returns the piece that it holds, if it holds one to show */
  take(event: JsonObject, parentToolUseId: string | null): DeltaBody | null {
    const lane = parentToolUseId ?? '';
    switch (textOf(event, 'type')) {
      case 'message_start': {
        const id = textOf(objectOf(event, 'message') ?? {}, 'id');
        if (id !== null) this.#messages.set(lane, { id, parentToolUseId, blocks: new Map() });
        return null;
      }
      case 'content_block_start':
        return this.#start(event, lane, parentToolUseId);
      case 'content_block_delta':
        return this.#continue(event, lane, parentToolUseId);
      case 'content_block_stop':
        this.#messages.get(lane)?.blocks.delete(numberOf(event, 'index') ?? -1);
        return null;
      case 'message_stop':
        this.#messages.delete(lane);
        return null;
      default:
        return null;
    }
  }

  /** What is being written now, each block as far as it has come. */
  open(): readonly DeltaBody[] {
    return [...this.#messages.values()].flatMap(({ id: messageId, parentToolUseId, blocks }) =>
      [...blocks].map(([blockIndex, { kind, name, text }]) => ({
        ...{ messageId, blockIndex, parentToolUseId, kind, name, text },
        restart: true,
      })),
    );
  }

  /** The turn is over: nothing that was open will be finished. */
  reset(): void {
    this.#messages.clear();
  }

  #start(event: JsonObject, lane: string, parentToolUseId: string | null): DeltaBody | null {
    const message = this.#messages.get(lane);
    const index = numberOf(event, 'index');
    const block = objectOf(event, 'content_block');
    if (message === undefined || index === null || block === null) return null;
    const kind = blockKinds[textOf(block, 'type') ?? ''];
    if (kind === undefined) return null;
    const text = textOf(block, 'text') ?? textOf(block, 'thinking') ?? '';
    const open: OpenBlock = { kind, name: kind === 'toolInput' ? textOf(block, 'name') : null, text };
    message.blocks.set(index, open);
    return { messageId: message.id, blockIndex: index, parentToolUseId, kind, name: open.name, text };
  }

  #continue(event: JsonObject, lane: string, parentToolUseId: string | null): DeltaBody | null {
    const message = this.#messages.get(lane);
    const index = numberOf(event, 'index');
    const delta = objectOf(event, 'delta');
    if (message === undefined || index === null || delta === null) return null;
    const open = message.blocks.get(index);
    const text = textOf(delta, 'text') ?? textOf(delta, 'thinking') ?? textOf(delta, 'partial_json');
    if (open === undefined || text === null || text === '') return null;
    open.text += text;
    return { messageId: message.id, blockIndex: index, parentToolUseId, kind: open.kind, name: open.name, text };
  }
}

const blockKinds: Readonly<Record<string, BlockKind>> = {
  text: 'text',
  thinking: 'thinking',
  tool_use: 'toolInput',
  server_tool_use: 'toolInput',
  mcp_tool_use: 'toolInput',
};
