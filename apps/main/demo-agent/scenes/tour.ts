import { say, think, type Scene } from '../scene.ts';

/** What is shown when the prompt names nothing else: what this is, and what can be tried. */
export const tour: Scene = function* ({ earlier, attachments }) {
  yield think('Nobody asked for a scene by name, so I explain what I am and what can be tried with me.');
  if (earlier.length > 0) {
    yield say(
      `Welcome back. This conversation goes on: before this you wrote ${earlier.length === 1 ? 'one prompt' : `${earlier.length} prompts`}, the last one "${earlier.at(-1) ?? ''}".`,
    );
  }
  if (attachments > 0) {
    yield say(
      `I was given ${attachments === 1 ? 'a file' : `${attachments} files`} with it, which I did not look into.`,
    );
  }
  yield say(`
## This is the demo agent

I am a **simulation** that is part of Claude Control Tower. No model is asked, no account is needed, nothing costs
anything, and I **never touch a file or run a command**. What you see is how a real agent looks and feels.

| Write a prompt with the word | and see |
| --- | --- |
| \`tools\` | files being read, searched and edited, a command with its output, a list of things to do |
| \`permission\` | a request that waits for your yes or no |
| \`question\` | a question with answers to choose from |
| \`plan\` | a plan that you approve or send back |
| \`long\` | a long answer, to scroll and to interrupt |
| \`slow\` | an answer that takes its time |
| \`fail\` | a failure, and how it is shown |
| \`crash\` | an agent that dies in the middle of its work, and how you get it back |

Put several prompts into the queue, interrupt one, stop me and start me again: I remember the conversation.

\`\`\`ts
// Code is highlighted while it is being written.
export function greet(name: string): string {
  return \`Hello, \${name}. Nothing was executed.\`;
}
\`\`\`

When you have seen enough, create an instance with the real Claude Code CLI.
`);
};
