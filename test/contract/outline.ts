import type { Json, JsonObject } from '../../apps/shared/models/json.ts';

/** The value at a dotted path, or undefined. Numbers index arrays. */
export function at(value: Json | undefined, path: string): Json | undefined {
  let here: Json | undefined = value;
  for (const step of path.split('.')) {
    if (typeof here !== 'object' || here === null) return undefined;
    here = Array.isArray(here) ? here[Number(step)] : (here as JsonObject)[step];
  }
  return here;
}

/** An event in a few words, so that a whole run can be compared at a glance. */
export function outlineOf(event: JsonObject): string {
  const type = String(event['type']);
  switch (type) {
    case 'system':
      return ['system', event['subtype'], event['state'] ?? event['status'] ?? event['permissionMode']]
        .filter(isWord)
        .join('/');
    case 'assistant': {
      const mark = at(event, 'message.model') === '<synthetic>' ? 'synthetic' : null;
      return ['assistant', at(event, 'message.content.0.type'), mark].filter(isWord).join('/');
    }
    case 'user': {
      const content = at(event, 'message.content');
      const kind = typeof content === 'string' ? 'string' : at(content, '0.type');
      return ['user', kind, event['isReplay'] === true ? 'replay' : null].filter(isWord).join('/');
    }
    case 'stream_event':
      return ['stream', at(event, 'event.type'), at(event, 'event.delta.type')].filter(isWord).join('/');
    case 'result':
      return ['result', event['subtype'], event['terminal_reason'], event['is_error'] === true ? 'error' : null]
        .filter(isWord)
        .join('/');
    case 'control_request':
      return `control_request/${String(at(event, 'request.subtype'))}`;
    case 'control_response':
      return `control_response/${String(at(event, 'response.subtype'))}`;
    case 'command_lifecycle':
      return `command_lifecycle/${String(event['state'])}`;
    default:
      return type;
  }
}

const isWord = (value: Json | undefined): value is string => typeof value === 'string';

/** The outlines of events, without those whose place or number is up to chance. */
export const outline = (events: readonly JsonObject[], without: readonly string[] = []): readonly string[] =>
  events.map((event) => outlineOf(event)).filter((line) => !without.some((prefix) => line.startsWith(prefix)));
