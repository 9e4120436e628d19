import { estimateTokens, largestWindow } from '../../../shared/models/prompt-length.ts';
import type { AttachmentDraft } from './composer-state.ts';

/** The estimate may be too high by so much; what might work is not warned of. */
const air = 1.25;

export interface PromptDraft {
  readonly text: string;
  readonly attachments: readonly AttachmentDraft[];
}

/** How many tokens a prompt takes that is longer than any model reads; null for every other. */
export function hopelessLength({ text, attachments }: PromptDraft): number | null {
  const files = attachments.reduce((sum, { kind, bytes }) => sum + (kind === 'text' ? bytes : 0), 0);
  const limit = largestWindow * air;
  // No character is more than a token: most prompts need no closer look.
  if (text.length + files < limit) return null;
  const tokens = estimateTokens(text) + Math.ceil(files / 4);
  return tokens > limit ? tokens : null;
}
