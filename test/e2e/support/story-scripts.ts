import type { ReplyStep } from '../../support/messages-api/reply-script.ts';

const sentences = Array.from({ length: 24 }, (_, index) => `Sentence ${index + 1} of the answer.`);

/** What the model answers in the stories: the same for fake-claude and for a real CLI on the stand-in API. */
export const storyScripts: Readonly<Record<string, readonly ReplyStep[]>> = {
  stream: [{ thinking: 'They want to read.', text: sentences.join(' '), pieces: 60, paceMs: 60 }],
  permission: [
    { text: 'I make a file.', tools: [{ name: 'Bash', input: { command: 'touch made-by-the-agent.txt' } }] },
    { text: 'The file is made.' },
  ],
  deny: [
    { text: 'I make another.', tools: [{ name: 'Bash', input: { command: 'touch never-made.txt' } }] },
    { text: 'I go without it.' },
  ],
  question: [
    {
      tools: [
        {
          name: 'AskUserQuestion',
          input: {
            questions: [
              {
                question: 'Which colour?',
                header: 'Colour',
                multiSelect: false,
                options: [
                  { label: 'Red', description: 'As a rose' },
                  { label: 'Blue', description: 'As the sky' },
                ],
              },
            ],
          },
        },
      ],
    },
    { text: 'A good choice.' },
  ],
  slow: [{ text: `I begin. ${sentences.join(' ')}`, pieces: 600, paceMs: 100 }],
};

/** The behaviour of fake-claude in the stories. */
export const fakeScript = (scripts: Readonly<Record<string, unknown>> = storyScripts): string =>
  JSON.stringify({ scripts });
