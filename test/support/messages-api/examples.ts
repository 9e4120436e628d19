import type { ReplyStep } from './reply-script.ts';

const markdown = `# A report

The stand-in wrote this, piece by piece. It has **bold words**, \`code\`, a list:

- one
- two

| name | value |
| --- | --- |
| alpha | 1 |

\`\`\`ts
export const answer = 42;
\`\`\`
`;

/** Scripts to try by hand: write \`[[name]]\` into a prompt. */
export const exampleScripts: Readonly<Record<string, readonly ReplyStep[]>> = {
  markdown: [{ thinking: 'What would please them?', text: markdown, pieces: 60, paceMs: 30 }],
  slow: [
    { text: 'One word after the other, so that there is time to interrupt. '.repeat(20), pieces: 240, paceMs: 250 },
  ],
  bash: [
    { text: 'I look around.', tools: [{ name: 'Bash', input: { command: 'ls -la', description: 'List the files' } }] },
    { text: 'That is what is here.' },
  ],
  permission: [
    { text: 'I make a file.', tools: [{ name: 'Bash', input: { command: 'touch made-by-the-agent.txt' } }] },
    { text: 'It is made, or it is not: you decided.' },
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
  plan: [
    {
      tools: [
        { name: 'Write', input: { file_path: '{{planFile}}', content: '# The plan\n\n1. Look\n2. Think\n3. Do\n' } },
      ],
    },
    { tools: [{ name: 'ExitPlanMode', input: {} }] },
    { text: 'I do as planned.' },
  ],
  'long-tool': [
    { text: 'This takes a while.', tools: [{ name: 'Bash', input: { command: "bash -c 'sleep 120; true'" } }] },
    { text: 'At last.' },
  ],
  background: [
    { tools: [{ name: 'Bash', input: { command: 'sleep 5; echo finished', run_in_background: true } }] },
    { text: 'It runs in the background.' },
  ],
  'invalid-key': [{ status: 401, message: 'invalid x-api-key' }],
  'rate-limit': [
    { status: 429, times: 2, headers: { 'retry-after': '2' } },
    { text: 'Recovered from the rate limit.' },
  ],
  overloaded: [{ status: 529 }],
  'bad-request': [{ status: 400, message: 'that was a bad request' }],
  hang: [{ text: 'I begin, and then', pieces: 4, hangAfter: 2 }],
};
