import type { Problem } from '../../shared/models/problem.ts';
import type { Attachment, Task } from '../../shared/models/task.ts';
import type { PromptParts } from '../claude/prompt-content.ts';
import { blamePrompt } from './prompt-check.ts';
import type { PromptStore } from './task-queue.ts';

/** So much of a prompt is repeated to an agent that goes on, in UTF-16 units. */
const maxRepeated = 20_000;

/** What the CLI is given for a task; `shown`: what the transcript shows of its files. */
export function promptOf(task: Task, prompts: PromptStore): PromptParts & { readonly shown: Attachment[] } {
  const text = prompts.text(task.id) ?? '';
  if (task.continues) return { text: continuationOf(text), asCommand: false, attachments: [], shown: [] };
  const attachments = prompts.attachments(task.id);
  return { text, asCommand: task.asCommand, attachments, shown: task.attachments.map((shown) => ({ ...shown })) };
}

/** Names the prompt of a task where that is at fault, and not the conversation. */
export function blameTask(found: Problem, task: Task, prompts: PromptStore): Problem {
  if (found.code !== 'api.promptTooLong') return found;
  const { text, attachments } = promptOf(task, prompts);
  return blamePrompt(found, text, attachments);
}

/**
 * What an agent is told to go on after it was cut off. The task is repeated: the CLI may have been killed before it had
 * written the prompt into its conversation.
 */
function continuationOf(prompt: string): string {
  const order = 'You were cut off while you worked on the task below. See what is done already and go on from there.';
  return `${order}\n\n${prompt.slice(0, maxRepeated)}`;
}
