import type { CliPlace, Entry } from '../../shared/models/entry.ts';
import type { JsonObject } from '../../shared/models/json.ts';
import { flagOf, isObject, listOf, objectOf, objectsOf, textOf } from './fields.ts';
import type { AssistantMessage, Block, UserMessage } from './messages.ts';

/** What the mapper knows of an entry; who and when is added by the one who records it. */
type WithoutOrigin<E> = E extends unknown
  ? Omit<E, 'id' | 'instanceId' | 'taskId' | 'turnId' | 'at' | 'clipped'>
  : never;
export type EntryBody = WithoutOrigin<Entry>;

/** Turns whole messages of the CLI into entries of a transcript. */
export class EntryMapper {
  /** How many blocks of a message have come; the CLI sends them one an event and without their index. */
  #blocks = new Map<string, number>();

  /** @returns an entry a block */
  assistant(message: AssistantMessage): readonly EntryBody[] {
    // With these words an older CLI says that a local command (/clear) had nothing to say.
    const silent = message.model === '<synthetic>';
    return message.blocks
      .filter((block) => !(silent && textOf(block, 'text') === '(no content)'))
      .map((block) => this.#block(message, block));
  }

  /** Tool results, and words that the CLI put into the user's mouth. An echo of our own prompt gives nothing. */
  user(message: UserMessage): readonly EntryBody[] {
    if (message.isReplay) return [];
    const blocks: readonly Block[] =
      typeof message.content === 'string' ? [{ type: 'text', text: message.content }] : message.content;
    return blocks.flatMap((block) => this.#userBlock(message, block));
  }

  /** The turn is over: its messages will get no more blocks. */
  reset(): void {
    this.#blocks.clear();
  }

  #block(message: AssistantMessage, block: Block): EntryBody {
    const { messageId, parentToolUseId } = message;
    const blockIndex = this.#blocks.get(messageId) ?? 0;
    this.#blocks.set(messageId, blockIndex + 1);
    const place = { messageId, blockIndex, parentToolUseId };
    switch (textOf(block, 'type')) {
      case 'text':
        return { ...place, ...cliPlace(message.place), kind: 'text', text: textOf(block, 'text') ?? '' };
      case 'thinking':
        return { ...place, kind: 'thinking', text: textOf(block, 'thinking') ?? '' };
      case 'tool_use':
      case 'server_tool_use':
      case 'mcp_tool_use':
        return {
          ...place,
          kind: 'toolUse',
          toolUseId: textOf(block, 'id') ?? '',
          name: textOf(block, 'name') ?? 'tool',
          input: objectOf(block, 'input') ?? {},
        };
      default:
        return { kind: 'unknown', type: `assistant/${textOf(block, 'type') ?? 'untyped'}`, raw: block };
    }
  }

  #userBlock(message: UserMessage, block: Block): readonly EntryBody[] {
    const type = textOf(block, 'type');
    if (type === 'tool_result') return [toolResult(message, block)];
    const text = textOf(block, 'text') ?? '';
    // What a subagent was told stands in its tool use; what the CLI tells the model about an interrupt, in the outcome.
    if (type === 'text' && (message.parentToolUseId !== null || text.startsWith('[Request interrupted'))) return [];
    if (type === 'text') {
      const plain = text.replace(/<\/?(?:local-command-std(?:out|err)|bash-(?:input|stdout|stderr))>/g, '');
      return [{ kind: 'notice', level: 'info', code: 'cli.said', params: {}, text: plain, problem: null }];
    }
    return [{ kind: 'unknown', type: `user/${type ?? 'untyped'}`, raw: block }];
  }
}

const cliPlace = (place: CliPlace | null | undefined): { readonly cliPlace?: CliPlace } =>
  place === null || place === undefined ? {} : { cliPlace: place };

function toolResult(message: UserMessage, block: Block): EntryBody {
  const content = block['content'];
  const parts: readonly JsonObject[] = typeof content === 'string' ? [] : listOf(block, 'content').filter(isObject);
  return {
    ...cliPlace(message.place),
    kind: 'toolResult',
    parentToolUseId: message.parentToolUseId,
    toolUseId: textOf(block, 'tool_use_id') ?? '',
    isError: flagOf(block, 'is_error'),
    text:
      typeof content === 'string'
        ? content
        : objectsOf(block, 'content')
            .flatMap((part) => textOf(part, 'text') ?? [])
            .join('\n'),
    images: parts.flatMap((part) => {
      const source = objectOf(part, 'source');
      const mediaType = source && textOf(source, 'media_type');
      const data = source && textOf(source, 'data');
      return mediaType && data ? [{ mediaType, data }] : [];
    }),
    structured: message.toolUseResult,
  };
}
