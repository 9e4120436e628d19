import type { ReplyStep } from '../../support/messages-api/reply-script.ts';

const report = `The service read the file without asking whether it is there. It now falls back to a default:

| case | before | now |
| --- | --- | --- |
| file is there | greets | greets |
| file is missing | crashes at start | greets with "Hello" |
| file is empty | greets with nothing | greets with "Hello" |

\`\`\`ts
export async function loadGreeting(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.trim() || defaultGreeting;
}
\`\`\`

Both new cases have a test. Nothing else calls \`loadGreeting\`.`;

const handbook = `## What changed since March

1. **Onboarding** is half as long: the checklist moved into its own page.
2. The chapter on releases describes the weekly train instead of the monthly freeze.
3. Three pages about the old build server are gone; two links still point there.

I am reading the remaining pages of the chapter on incidents`;

/** What the stand-in CLI plays in the pictures. */
export const agentScripts: Readonly<Record<string, readonly ReplyStep[]>> = {
  repair: [
    {
      thinking: 'First see where the greeting is read, then make the missing file harmless.',
      text: 'I make the missing file harmless and cover it with a test.',
      tools: [
        {
          name: 'Write',
          input: {
            file_path: 'src/greeting.ts',
            content:
              "import { readFile } from 'node:fs/promises';\n\nconst defaultGreeting = 'Hello';\n\nexport async function loadGreeting(path: string): Promise<string> {\n  const text = await readFile(path, 'utf8').catch(() => '');\n  return text.trim() || defaultGreeting;\n}\n",
          },
        },
      ],
    },
    {
      text: 'Now the tests.',
      tools: [{ name: 'Bash', input: { command: 'echo "12 passed"', description: 'Say how the tests went' } }],
    },
    { text: report, pieces: 12 },
  ],
  payments: [
    {
      thinking: 'The client retries without a limit.',
      text: 'The client retries for ever, and without a pause. I replace that by three attempts with a growing delay.',
      tools: [
        {
          name: 'Edit',
          input: {
            file_path: 'src/payment-client.ts',
            old_string: 'while (true) {\n  const answer = await post(order);\n  if (answer.ok) return answer;\n}',
            new_string:
              'for (let attempt = 1; attempt <= 3; attempt += 1) {\n  const answer = await post(order);\n  if (answer.ok) return answer;\n  await pause(200 * 2 ** attempt);\n}\nthrow new PaymentFailed(order);',
          },
        },
      ],
    },
    { text: 'Done.' },
  ],
  handbook: [{ thinking: 'Read, compare, sum up.', text: handbook, pieces: 10, hangAfter: 10 }],
  shop: [
    {
      text: 'Before I go on I need a decision of yours.',
      tools: [
        {
          name: 'AskUserQuestion',
          input: {
            questions: [
              {
                question: 'Which database should the example use?',
                header: 'Database',
                multiSelect: false,
                options: [
                  { label: 'SQLite', description: 'One file, nothing to install' },
                  { label: 'PostgreSQL', description: 'A server, for many writers' },
                ],
              },
            ],
          },
        },
      ],
    },
    { text: 'Thank you.' },
  ],
};
