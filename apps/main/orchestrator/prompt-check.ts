import { randomUUID } from 'node:crypto';
import { isUtf8 } from 'node:buffer';
import { problem } from '../../shared/models/problem-words.ts';
import { estimateTokens, roughly } from '../../shared/models/prompt-length.ts';
import { fail, ok, type Problem, type Result } from '../../shared/models/problem.ts';
import { maxAttachmentBytes, maxPromptBytes, type Attachment, type AttachmentInput } from '../../shared/models/task.ts';

export interface CheckedAttachment {
  readonly attachment: Attachment;
  readonly data: Uint8Array;
}

/** @returns why this cannot be a prompt; null when it can */
export function checkPrompt(prompt: string, hasAttachments: boolean): Problem | null {
  if (prompt.trim() === '' && !hasAttachments) return problem('prompt.empty');
  const bytes = Buffer.byteLength(prompt);
  if (bytes <= maxPromptBytes) return null;
  return problem('prompt.tooLarge', { size: describeBytes(bytes), limit: describeBytes(maxPromptBytes) });
}

/** A prompt of so many tokens leaves models with smaller windows no room. */
const tooMuchAlone = 150_000;

/**
 * Says of a conversation that is too long for the model when it is one prompt by itself that is: then neither compacting
 * the conversation helps, nor a new one.
 */
export function blamePrompt(found: Problem, text: string, attachments: readonly CheckedAttachment[]): Problem {
  if (found.code !== 'api.promptTooLong') return found;
  const files = attachments.filter(({ attachment }) => attachment.kind === 'text').map(({ data }) => data);
  const whole = [text, ...files.map((data) => Buffer.from(data).toString('utf8'))].join('\n');
  const tokens = estimateTokens(whole);
  if (tokens < tooMuchAlone) return found;
  const params = { size: describeBytes(Buffer.byteLength(whole)), tokens: roughly(tokens) };
  return problem('prompt.tooLong', params, found.detail);
}

/** Decodes what a window sent, and says what each is by its own bytes; its name and stated type may lie. */
export function checkAttachments(inputs: readonly AttachmentInput[]): Result<readonly CheckedAttachment[]> {
  const checked: CheckedAttachment[] = [];
  let total = 0;
  for (const input of inputs) {
    const data = Buffer.from(input.data, 'base64');
    total += data.length;
    const found = recognise(data);
    if (found === null) return fail(problem('attachment.unsupported', { name: input.name }));
    checked.push({ attachment: { id: randomUUID(), name: input.name, bytes: data.length, ...found }, data });
  }
  if (total > maxAttachmentBytes) {
    return fail(
      problem('attachment.tooLarge', { size: describeBytes(total), limit: describeBytes(maxAttachmentBytes) }),
    );
  }
  return ok(checked);
}

const signatures: readonly { readonly bytes: string; readonly mediaType: string }[] = [
  { bytes: '89504e470d0a1a0a', mediaType: 'image/png' },
  { bytes: 'ffd8ff', mediaType: 'image/jpeg' },
  { bytes: '47494638', mediaType: 'image/gif' },
  { bytes: '255044462d', mediaType: 'application/pdf' },
];

function recognise(data: Buffer): Pick<Attachment, 'kind' | 'mediaType'> | null {
  const head = data.subarray(0, 16).toString('hex');
  const hit = signatures.find(({ bytes }) => head.startsWith(bytes));
  if (hit !== undefined) {
    return { kind: hit.mediaType === 'application/pdf' ? 'document' : 'image', mediaType: hit.mediaType };
  }
  if (head.startsWith('52494646') && head.slice(16, 24) === '57454250')
    return { kind: 'image', mediaType: 'image/webp' };
  if (isUtf8(data) && !data.includes(0)) return { kind: 'text', mediaType: 'text/plain' };
  return null;
}

function describeBytes(bytes: number): string {
  if (bytes < 1024 * 1024) return `${String(Math.ceil(bytes / 1024))} kB`;
  return `${(bytes / (1024 * 1024)).toFixed(1)} MB`;
}
