import { randomUUID } from 'node:crypto';
import type { Json, JsonObject } from '../../../apps/shared/models/json.ts';
import type { Profile } from './profile.ts';

/** The usage of a message that no model wrote. */
const noUsage: JsonObject = {
  input_tokens: 0,
  output_tokens: 0,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 0,
  server_tool_use: { web_search_requests: 0, web_fetch_requests: 0 },
  service_tier: null,
  cache_creation: { ephemeral_1h_input_tokens: 0, ephemeral_5m_input_tokens: 0 },
  inference_geo: null,
  iterations: null,
  speed: null,
};

/** Stamps what an event of this session needs: its id, the session's id, and in the newer CLI the time. */
export class EventFactory {
  readonly #profile: Profile;
  readonly #sessionId: () => string;

  constructor(profile: Profile, sessionId: () => string) {
    this.#profile = profile;
    this.#sessionId = sessionId;
  }

  /** Any event, with `uuid` and `session_id`. */
  stamp(event: JsonObject): JsonObject {
    return { ...event, uuid: randomUUID(), session_id: this.#sessionId() };
  }

  system(subtype: string, fields: JsonObject): JsonObject {
    return this.stamp({ type: 'system', subtype, ...fields });
  }

  /** One block of one message of the model. `fields` go beside the message. */
  assistant(block: Json, messageId: string, model: string, inputTokens: number, fields: JsonObject = {}): JsonObject {
    return this.stamp({
      type: 'assistant',
      message: {
        id: messageId,
        type: 'message',
        role: 'assistant',
        model,
        content: [block],
        stop_reason: null,
        stop_sequence: null,
        usage: startUsage(inputTokens),
        context_management: null,
      },
      parent_tool_use_id: null,
      ...this.#time(),
      request_id: `req_${messageId}`,
      ...fields,
    });
  }

  /** A message that the CLI wrote in the model's place. */
  synthetic(text: string, fields: JsonObject = {}): JsonObject {
    return this.stamp({
      type: 'assistant',
      message: {
        id: randomUUID(),
        container: null,
        model: '<synthetic>',
        role: 'assistant',
        stop_details: null,
        stop_reason: 'stop_sequence',
        stop_sequence: '',
        type: 'message',
        usage: noUsage,
        content: [{ type: 'text', text }],
        context_management: null,
      },
      parent_tool_use_id: null,
      ...this.#time(),
      ...fields,
    });
  }

  /** What the CLI says in the user's place: a tool's result, a note. */
  user(content: Json, fields: JsonObject = {}): JsonObject {
    return this.stamp({
      type: 'user',
      message: { role: 'user', content },
      parent_tool_use_id: null,
      timestamp: new Date().toISOString(),
      ...fields,
    });
  }

  /** The echo of a prompt, under the prompt's own id when it had one. */
  replay(content: Json, uuid: string | null): JsonObject {
    const echo = this.user(content, { isReplay: true });
    return uuid === null ? echo : { ...echo, uuid };
  }

  /** A raw event of the API's stream. */
  stream(event: JsonObject, messageId: string, fields: JsonObject = {}): JsonObject {
    const modern = this.#profile.modern ? { api_message_id: messageId } : {};
    return this.stamp({ type: 'stream_event', event, parent_tool_use_id: null, ...modern, ...fields });
  }

  #time(): JsonObject {
    return this.#profile.modern ? { timestamp: new Date().toISOString() } : {};
  }
}

/** The usage that `message_start` carries, and every assistant event after it. */
export const startUsage = (inputTokens: number): JsonObject => ({
  input_tokens: inputTokens,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 0,
  output_tokens: 1,
  service_tier: 'standard',
});
