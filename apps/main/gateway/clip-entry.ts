import type { DurableEvent } from '../../shared/contract/events.ts';
import type { Entry } from '../../shared/models/entry.ts';
import { clipJsonObject, clipText, jsonLength } from './clip-json.ts';

/** The longest body that a window is sent unasked, in UTF-16 units. */
export const clipLength = 64 * 1024;
/** The most base64 of pictures that a window is sent unasked with one entry; a screenshot of usual size fits. */
export const clipImageLength = 1024 * 1024;

/**
 * What a window is sent of an entry: the entry itself when it is of usual size, else one whose body is cut and that says
 * so (`clipped`). `transcript.entry` gives the whole.
 */
export function clipEntry(entry: Entry): Entry {
  switch (entry.kind) {
    case 'prompt':
    case 'text':
    case 'thinking':
    case 'notice':
      if (entry.text.length <= clipLength) return entry;
      return { ...entry, text: clipText(entry.text, clipLength), clipped: true };
    case 'toolUse':
      if (jsonLength(entry.input, clipLength) <= clipLength) return entry;
      return { ...entry, input: clipJsonObject(entry.input, clipLength), clipped: true };
    case 'toolResult':
      return clipToolResult(entry);
    case 'outcome':
      if (entry.text === null || entry.text.length <= clipLength) return entry;
      return { ...entry, text: clipText(entry.text, clipLength), clipped: true };
    case 'unknown':
      if (jsonLength(entry.raw, clipLength) <= clipLength) return entry;
      return { ...entry, raw: null, clipped: true };
  }
}

/** What a window is sent of a durable event: the same event, unless it brings an entry that has to be clipped. */
export function clipEvent(event: DurableEvent): DurableEvent {
  if (event.type !== 'transcript.appended') return event;
  const entry = clipEntry(event.data.entry);
  return entry === event.data.entry ? event : { ...event, data: { entry } };
}

function clipToolResult(entry: Extract<Entry, { kind: 'toolResult' }>): Entry {
  const longText = entry.text.length > clipLength;
  const longStructure = jsonLength(entry.structured, clipLength) > clipLength;
  const longImages = entry.images.reduce((sum, image) => sum + image.data.length, 0) > clipImageLength;
  if (!longText && !longStructure && !longImages) return entry;
  return {
    ...entry,
    text: clipText(entry.text, clipLength),
    structured: longStructure ? null : entry.structured,
    images: longImages ? [] : entry.images,
    clipped: true,
  };
}
