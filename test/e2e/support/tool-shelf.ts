import type { ToldTool } from './tool-scripts.ts';

const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const greeting = "import { readFile } from 'node:fs/promises';\n\nconst fallback = 'Hello';\n";

/** One use of every tool that is shown for what it is, with answers as the CLI gives them. */
export const toolShelf = {
  command: {
    name: 'Bash',
    input: { command: 'npm test -- --run greeting', description: 'Run the tests of the greeting' },
    text: 'Exit code 1\n3 passed, 1 failed\n\nexpected "Hello" to be "Hi"',
    structured: 'Error: Exit code 1\n3 passed, 1 failed',
    isError: true,
  },
  background: {
    name: 'Bash',
    input: { command: 'npm run dev', run_in_background: true },
    text: 'Command running in background with ID: b1.',
    structured: { stdout: '', stderr: '', interrupted: false, backgroundTaskId: 'b1' },
  },
  streams: {
    name: 'Bash',
    input: { command: 'node report.js' },
    text: 'two lines\nof output',
    structured: { stdout: 'two lines\nof output', stderr: 'a warning', interrupted: false },
  },
  read: {
    name: 'Read',
    input: { file_path: 'src/greeting.ts', offset: 12, limit: 3 },
    text: '12\timport',
    structured: {
      type: 'text',
      file: { filePath: 'src/greeting.ts', content: greeting, startLine: 12, totalLines: 88 },
    },
  },
  picture: {
    name: 'Read',
    input: { file_path: 'docs/logo.png' },
    text: '',
    structured: { type: 'image' },
    png: dot,
  },
  edit: {
    name: 'Edit',
    input: { file_path: 'src/greeting.ts', old_string: "'Hello'", new_string: "'Hi'" },
    text: 'The file was updated.',
    structured: {
      structuredPatch: [
        {
          oldStart: 12,
          newStart: 12,
          lines: [
            " import { readFile } from 'node:fs/promises';",
            ' ',
            "-const fallback = 'Hello';",
            "+const fallback = 'Hi';",
            '+const patience = 3;',
          ],
        },
      ],
    },
  },
  write: {
    name: 'Write',
    input: { file_path: 'src/farewell.ts', content: "export const farewell = 'Bye';\n" },
    text: 'File created.',
    structured: { type: 'create', structuredPatch: [] },
  },
  search: {
    name: 'Grep',
    input: { pattern: 'loadGreeting', path: 'src', output_mode: 'content' },
    text: 'src/main.ts:3:loadGreeting()',
    structured: {
      mode: 'content',
      numFiles: 2,
      numLines: 2,
      filenames: [],
      content: 'src/main.ts:3:loadGreeting()\nsrc/greeting.ts:9:export function loadGreeting()',
    },
  },
  glob: {
    name: 'Glob',
    input: { pattern: '**/*.md' },
    text: 'README.md',
    structured: { numFiles: 1, filenames: ['README.md'], durationMs: 4, truncated: false },
  },
  fetch: {
    name: 'WebFetch',
    input: { url: 'https://www.example.org/guide', prompt: 'How is it installed?' },
    text: 'With **one** command.',
    structured: { code: 200, codeText: 'OK', bytes: 512, url: 'https://www.example.org/guide', result: '' },
  },
  webSearch: {
    name: 'WebSearch',
    input: { query: 'greeting etiquette' },
    text: 'Web search results',
    structured: {
      query: 'greeting etiquette',
      results: [{ content: [{ title: 'How to greet', url: 'https://example.org/greet' }] }],
    },
  },
  todos: {
    name: 'TodoWrite',
    input: {
      todos: [
        { content: 'Read the greeting', status: 'completed' },
        { content: 'Mend the greeting', status: 'in_progress' },
        { content: 'Test the greeting', status: 'pending' },
      ],
    },
    text: 'Todos have been modified.',
  },
  taskUpdate: {
    name: 'TaskUpdate',
    input: { taskId: '2', status: 'completed', subject: 'Mend the greeting' },
    text: 'Updated task #2 status',
    structured: { success: true, taskId: '2' },
  },
  question: {
    name: 'AskUserQuestion',
    input: {
      questions: [
        {
          question: 'Which greeting?',
          header: 'Greeting',
          multiSelect: false,
          options: [
            { label: 'Hi', description: 'Short' },
            { label: 'Good day', description: 'Polite' },
          ],
        },
      ],
    },
    text: 'Your questions have been answered.',
    structured: { answers: { 'Which greeting?': 'Hi' } },
  },
  plan: {
    name: 'ExitPlanMode',
    input: { plan: '# Greet better\n\n1. Read\n2. Write' },
    text: 'User has approved your plan.',
    structured: { plan: '# Greet better', isAgent: false },
  },
  mcp: {
    name: 'mcp__tracker__find_issue',
    input: { query: 'greeting' },
    text: '{"id":7,"title":"Greeting is rude"}',
  },
  agent: {
    name: 'Task',
    input: { description: 'Look for other greetings', prompt: 'Find every greeting.', subagent_type: 'Explore' },
    text: 'There are two.',
    structured: { status: 'completed', content: [{ type: 'text', text: 'There are **two** greetings.' }] },
    below: [
      { name: 'Grep', input: { pattern: 'hello' }, text: 'a', structured: { numFiles: 2, filenames: ['a', 'b'] } },
      {
        name: 'Bash',
        input: { command: 'git log --oneline' },
        text: 'abc123 greet',
        structured: { stdout: 'abc123 greet', stderr: '' },
      },
    ],
  },
  unknown: { name: 'Teleport', input: { to: 'the moon', at: 7 }, text: 'arrived' },
} as const satisfies Readonly<Record<string, ToldTool>>;
