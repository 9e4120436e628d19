import type { Attachment } from '../../shared/models/task.ts';
import type { Json, JsonObject } from '../../shared/models/json.ts';

export interface PromptParts {
  readonly text: string;
  /** True: a leading slash is meant as a command of the CLI. */
  readonly asCommand: boolean;
  readonly attachments: readonly { readonly attachment: Attachment; readonly data: Uint8Array }[];
}

/**
 * A prompt as the CLI takes it. Text that begins with a slash would be run as a command and perhaps never reach the model
 * (protocol, section 3); a blank before it makes it text.
 */
export function buildPromptContent({ text, asCommand, attachments }: PromptParts): Json {
  const files = attachments.filter(({ attachment }) => attachment.kind === 'text');
  const bare = [text, ...files.map(({ attachment, data }) => fence(attachment.name, data))].filter(
    (part) => part !== '',
  );
  const body = bare.join('\n\n');
  const safe = body.startsWith('/') && !asCommand ? ` ${body}` : body;
  const media = attachments.flatMap(({ attachment, data }) => mediaBlock(attachment, data));
  if (media.length === 0) return safe;
  return [...(safe === '' ? [] : [{ type: 'text', text: safe }]), ...media];
}

function fence(name: string, data: Uint8Array): string {
  return `<file name="${name.replaceAll('"', "'")}">\n${Buffer.from(data).toString('utf8')}\n</file>`;
}

function mediaBlock(attachment: Attachment, data: Uint8Array): readonly JsonObject[] {
  if (attachment.kind === 'text') return [];
  const source = { type: 'base64', media_type: attachment.mediaType, data: Buffer.from(data).toString('base64') };
  return [{ type: attachment.kind === 'image' ? 'image' : 'document', source }];
}
