import type { Entry, NumberedEntry } from '../../../apps/shared/models/entry.ts';
import { type Instance, noUsage } from '../../../apps/shared/models/instance.ts';
import { problem } from '../../../apps/shared/models/problem-words.ts';
import type { CallOutput } from '../../../apps/shared/contract/calls.ts';
import { aRequest, aSnapshot, aTask, anInstance, numbered, toolResult, uuid } from './builders.ts';

/** What the clock of the pictures says, in milliseconds: a Monday, a quarter past ten, in UTC. */
export const stillNow = Date.UTC(2026, 5, 15, 10, 15);
const minutes = (count: number): number => stillNow - count * 60_000;
const usage = { ...noUsage, costUsd: 1.25, inputTokens: 48_000, outputTokens: 9_500, cacheReadTokens: 310_000 };
const context = { tokens: 64_000, window: 200_000 };

function member(number: number, name: string, project: string, change: Partial<Instance>): Instance {
  const times = { createdAt: minutes(600 - number), updatedAt: minutes(1), startedAt: minutes(90) };
  const directory = `/home/ann/${project}`;
  return anInstance({ id: uuid(number), name, directory, usage, context, turns: 7, ...times, ...change });
}

const greeting = member(1, 'Greeting service', 'greeting', { color: 'teal', activeModel: 'claude-opus-4-8' });
const payments = member(2, 'Payments API', 'payments', {
  color: 'orange',
  status: 'waiting',
  currentTaskId: uuid(102),
});
const shop = member(3, 'Shop', 'shop', { color: 'pink', status: 'working', currentTaskId: uuid(103) });
const docs = member(4, 'Handbook', 'shop', { color: 'violet', status: 'stopped', wanted: 'stopped', startedAt: null });
const importer = member(5, 'Old importer', 'importer', {
  color: 'gray',
  status: 'failed',
  problem: problem('cli.exited', { how: 'exit code 1' }),
});
const trial = member(6, 'Trial', 'trial', {
  color: 'green',
  launcher: 'demo',
  usage: noUsage,
  context: null,
  turns: 0,
});
/** The one whose transcript is on screen. */
export const shownInstance = greeting;
/** The one that waits for a permission. */
export const askingInstance = payments;

const base = { instanceId: greeting.id, taskId: uuid(101), turnId: uuid(301) };
const place = (messageId: string, blockIndex: number) => ({ messageId, blockIndex, parentToolUseId: null });
const answer = `The service read the file without asking whether it is there. It now falls back to a default:

| case | before | now |
| --- | --- | --- |
| file is there | greets | greets |
| file is missing | crashes at start | greets with "Hello" |

\`\`\`ts
export async function loadGreeting(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.trim() || defaultGreeting;
}
\`\`\`

Both cases have a test. Nothing else calls \`loadGreeting\`.`;

const conversation: readonly Entry[] = [
  {
    ...base,
    id: uuid(1001),
    at: minutes(9),
    kind: 'prompt',
    text: 'Why does the service fail when the greeting file is missing? Please repair it.',
    attachments: [],
  },
  {
    ...{ ...base, ...place('m1', 0), id: uuid(1002), at: minutes(8), kind: 'thinking' },
    text: 'First see where the greeting is read, then make the missing file harmless.',
  },
  { ...base, ...place('m1', 1), id: uuid(1003), at: minutes(8), kind: 'text', text: 'I look where the file is read.' },
  {
    ...{ ...base, ...place('m1', 2), id: uuid(1004), at: minutes(7), kind: 'toolUse', toolUseId: 'toolu_still' },
    name: 'Bash',
    input: { command: 'grep -rn greeting src', description: 'Find where the greeting is read' },
  },
  { ...toolResult('toolu_still', 1005), instanceId: greeting.id, at: minutes(7) },
  { ...base, ...place('m2', 0), id: uuid(1006), at: minutes(6), kind: 'text', text: answer },
  {
    ...{ ...base, id: uuid(1007), at: minutes(6), kind: 'outcome', status: 'completed', problem: null, text: null },
    usage: { ...noUsage, costUsd: 0.18, inputTokens: 9_000, outputTokens: 1_200 },
    durationMs: 48_000,
    rounds: 3,
  },
];

const edit = {
  file_path: '/home/ann/payments/src/client.ts',
  old_string: 'while (true) {\n  const answer = await post(order);\n  if (answer.ok) return answer;\n}',
  new_string:
    'for (let attempt = 1; attempt <= 3; attempt += 1) {\n  const answer = await post(order);\n  if (answer.ok) return answer;\n}',
};

/** A tower in which nothing moves: an instance in each state, a request, a queue; the same at every look. */
export const stillSnapshot: CallOutput<'tower.snapshot'> = {
  ...aSnapshot(5000, [greeting, payments, shop, docs, importer, trial]),
  tasks: [
    aTask({
      ...{ id: uuid(101), instanceId: greeting.id, preview: 'Why does the service fail?', status: 'completed' },
      ...{ createdAt: minutes(9), startedAt: minutes(9), endedAt: minutes(6) },
      outcome: { preview: 'Both cases have a test.', usage, durationMs: 48_000, rounds: 3 },
    }),
    aTask({
      ...{ id: uuid(102), instanceId: payments.id, preview: 'Bring the retry logic up to date', status: 'waiting' },
      ...{ createdAt: minutes(12), startedAt: minutes(11) },
    }),
    aTask({
      ...{ id: uuid(103), instanceId: shop.id, preview: 'Choose a database for the example', status: 'running' },
      ...{ createdAt: minutes(5), startedAt: minutes(4) },
    }),
    aTask({
      id: uuid(104),
      instanceId: payments.id,
      preview: 'Then write the changelog',
      rank: 2,
      createdAt: minutes(3),
    }),
    aTask({
      ...{ id: uuid(105), instanceId: payments.id, preview: 'Look for other callers of the client' },
      ...{ rank: 3, priority: 'high', createdAt: minutes(2) },
    }),
    aTask({
      ...{ id: uuid(106), instanceId: importer.id, preview: 'Import the orders of last year', status: 'failed' },
      ...{ createdAt: minutes(60), startedAt: minutes(59), endedAt: minutes(30) },
      problem: problem('task.interruptedByExit'),
    }),
  ],
  requests: [
    aRequest({
      ...{ id: uuid(201), instanceId: payments.id, taskId: uuid(102), toolName: 'Edit', openedAt: minutes(10) },
      input: edit,
    }),
    aRequest({
      ...{ id: uuid(202), instanceId: payments.id, taskId: uuid(102), openedAt: minutes(8) },
      input: { command: 'npm test', description: 'Run the tests' },
    }),
  ],
  resources: {
    at: stillNow,
    instances: Object.fromEntries(
      [greeting, payments, shop].map(({ id }, index) => [
        id,
        { cpuPercent: 12 * index, memoryBytes: (210 + 30 * index) * 1024 ** 2, processes: 1 + index },
      ]),
    ),
    computer: { cores: 8, memoryBytes: 32 * 1024 ** 3, availableBytes: 20 * 1024 ** 3 },
  },
};

/** The transcript of an instance of the still tower. */
export function stillEntries(id: string): readonly NumberedEntry[] {
  return id === greeting.id ? conversation.map((entry, index) => numbered(1000 + index, entry)) : [];
}
