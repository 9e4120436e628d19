import type { Json, JsonObject } from '../../../apps/shared/models/json.ts';

/** A tool's use, as a CLI tells of it. */
export interface ToldTool {
  readonly name: string;
  readonly input: JsonObject;
  /** What the model was given; without it the tool is still running. */
  readonly text?: string;
  readonly structured?: Json;
  readonly isError?: boolean;
  /** A picture in the result, base64. */
  readonly png?: string;
  /** What the picture is called, if it is not what it is. */
  readonly pictureType?: string;
  /** What the subagent did that this tool started. */
  readonly below?: readonly ToldTool[];
}

let told = 0;

/** Acts of fake-claude that tell of tools which were used, in the words of a real CLI; nothing is run. */
export function tellTools(tools: readonly ToldTool[], parent: string | null = null): readonly JsonObject[] {
  return tools.flatMap((tool) => {
    told += 1;
    const id = `toolu_told_${told}`;
    const { text, structured = null, isError = false, png, pictureType = 'image/png' } = tool;
    const content = [
      { type: 'text', text: text ?? '' },
      ...(png === undefined ? [] : [{ type: 'image', source: { type: 'base64', media_type: pictureType, data: png } }]),
    ];
    const result = { type: 'tool_result', tool_use_id: id, content, is_error: isError };
    return [
      tell('assistant', [{ type: 'tool_use', id, name: tool.name, input: tool.input }], parent),
      ...tellTools(tool.below ?? [], id),
      ...(text === undefined ? [] : [tell('user', [result], parent, { tool_use_result: structured })]),
    ];
  });
}

function tell(
  role: 'assistant' | 'user',
  content: readonly JsonObject[],
  parent: string | null,
  more: JsonObject = {},
): JsonObject {
  told += 1;
  const usage = { input_tokens: 1, output_tokens: 1, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 };
  const head = role === 'user' ? {} : { id: `msg_told_${told}`, type: 'message', model: 'claude-opus-5-5', usage };
  const message = { ...head, role, content };
  return { act: 'event', event: { type: role, message, parent_tool_use_id: parent, ...more } };
}
