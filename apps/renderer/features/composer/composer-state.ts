import { problem } from '../../../shared/models/problem-words.ts';
import type { Problem } from '../../../shared/models/problem.ts';
import { maxAttachmentBytes, type Priority } from '../../../shared/models/task.ts';
import { formatBytes } from '../../components/format.ts';
import { classifyFile, type FileClass, isPromptFile } from './classify-file.ts';

/** A file that will go with the prompt. `data` is base64. */
export interface AttachmentDraft {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly kind: Exclude<FileClass, 'unsupported'>;
  readonly bytes: number;
  readonly data: string;
}

/** What somebody is writing for one instance. */
export interface ComposerState {
  readonly text: string;
  readonly attachments: readonly AttachmentDraft[];
  readonly priority: Priority;
  /** The tasks that it is to run after. */
  readonly after: readonly string[];
  readonly problem: Problem | null;
  readonly sending: boolean;
}

export const emptyComposer: ComposerState = {
  text: '',
  attachments: [],
  priority: 'normal',
  after: [],
  problem: null,
  sending: false,
};

/** A file whose bytes were read. */
export interface ReadFile {
  readonly id: string;
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly data: string;
}

/**
 * Takes files in: what is neither text nor something a model is shown is refused in place, and a prompt file dropped on an
 * empty composer becomes the prompt itself.
 */
export function addFiles(state: ComposerState, files: readonly ReadFile[]): ComposerState {
  let next: ComposerState = { ...state, problem: null };
  for (const file of files) {
    const { kind, mediaType } = classifyFile(file.bytes);
    if (kind === 'unsupported') {
      next = { ...next, problem: problem('attachment.unsupported', { name: file.name }) };
      continue;
    }
    const isEmpty = next.text.trim() === '' && next.attachments.length === 0;
    if (kind === 'text' && isEmpty && isPromptFile(file.name)) {
      next = { ...next, text: new TextDecoder().decode(file.bytes) };
      continue;
    }
    const size = next.attachments.reduce((sum, each) => sum + each.bytes, 0) + file.bytes.length;
    if (size > maxAttachmentBytes) {
      const params = { size: formatBytes(size), limit: formatBytes(maxAttachmentBytes) };
      next = { ...next, problem: problem('attachment.tooLarge', params) };
      continue;
    }
    const { id, name, data } = file;
    const attachment: AttachmentDraft = { id, name, mediaType, kind, bytes: file.bytes.length, data };
    next = { ...next, attachments: [...next.attachments, attachment] };
  }
  return next;
}
