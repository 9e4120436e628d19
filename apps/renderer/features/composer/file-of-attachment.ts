import type { AttachmentInput } from '../../../shared/models/task.ts';

/** Makes a file of what the host has read, so that it goes the way of a dropped one. */
export function fileOfAttachment({ name, mediaType, data }: AttachmentInput): File {
  const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
  return new File([bytes], name, { type: mediaType });
}
