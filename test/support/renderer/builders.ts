import type { Delta, DurableEvent, EventBatch } from '../../../apps/shared/contract/events.ts';
import type { Entry, NumberedEntry } from '../../../apps/shared/models/entry.ts';
import type { Hold } from '../../../apps/shared/models/hold.ts';
import { type Instance, noUsage } from '../../../apps/shared/models/instance.ts';
import { problem } from '../../../apps/shared/models/problem-words.ts';
import type { Request } from '../../../apps/shared/models/request.ts';
import { defaultSettings } from '../../../apps/shared/models/settings.ts';
import type { Task } from '../../../apps/shared/models/task.ts';
import type { Turn } from '../../../apps/shared/models/turn.ts';
import type { CallOutput } from '../../../apps/shared/contract/calls.ts';

/** Ids that are valid and easy to tell apart. */
export const uuid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
export const instanceId = uuid(1);

export const anInstance = (change: Partial<Instance> = {}): Instance => ({
  id: instanceId,
  name: 'web shop',
  color: 'blue',
  directory: '/home/ann/shop',
  launcher: 'local',
  model: null,
  effort: null,
  permissionMode: 'ask',
  systemPromptAddition: null,
  allowedTools: [],
  deniedTools: [],
  mcpConfig: null,
  extraDirectories: [],
  environment: {},
  budgetUsd: null,
  memoryLimit: null,
  whenCut: 'ask',
  status: 'idle',
  wanted: 'running',
  paused: false,
  problem: null,
  sessionId: null,
  sessionSaved: false,
  forkOf: null,
  pid: null,
  cliVersion: null,
  activeModel: null,
  currentTaskId: null,
  backgroundTasks: 0,
  usage: noUsage,
  turns: 0,
  createdAt: 1,
  updatedAt: 1,
  startedAt: null,
  context: null,
  stall: null,
  deletedAt: null,
  ...change,
});

export const aTask = (change: Partial<Task> = {}): Task => ({
  id: uuid(100),
  instanceId,
  title: '',
  preview: 'Mend the login',
  promptBytes: 14,
  attachments: [],
  asCommand: false,
  priority: 'normal',
  rank: 1,
  status: 'queued',
  attempt: 1,
  sessionId: null,
  continues: false,
  after: [],
  problem: null,
  outcome: null,
  createdAt: 1,
  startedAt: null,
  endedAt: null,
  ...change,
});

export const aRequest = (change: Partial<Request> = {}): Request => ({
  id: uuid(200),
  instanceId,
  taskId: null,
  kind: 'permission',
  toolName: 'Bash',
  toolUseId: 'toolu_1',
  input: { command: 'ls' },
  description: null,
  reason: null,
  suggestions: [],
  questions: [],
  plan: null,
  status: 'open',
  verdict: null,
  openedAt: 1,
  closedAt: null,
  ...change,
});

export const aTurn = (change: Partial<Turn> = {}): Turn => ({
  id: uuid(300),
  instanceId,
  taskId: null,
  origin: 'task',
  status: 'completed',
  terminalReason: null,
  problem: null,
  usage: noUsage,
  model: null,
  rounds: 1,
  peak: null,
  startedAt: 1,
  endedAt: 2,
  ...change,
});

const base = { instanceId, taskId: null, turnId: null, at: 1 };
const block = (messageId: string, blockIndex: number, parentToolUseId: string | null) => ({
  messageId,
  blockIndex,
  parentToolUseId,
});

export const textEntry = (messageId: string, blockIndex: number, text: string, number = 1000 + blockIndex): Entry => ({
  ...base,
  ...block(messageId, blockIndex, null),
  id: uuid(number),
  kind: 'text',
  text,
});

export const toolUse = (toolUseId: string, number: number, parentToolUseId: string | null = null): Entry => ({
  ...base,
  ...block(`m-${toolUseId}`, 0, parentToolUseId),
  id: uuid(number),
  kind: 'toolUse',
  toolUseId,
  name: 'Bash',
  input: { command: 'ls' },
});

export const toolResult = (toolUseId: string, number: number, parentToolUseId: string | null = null): Entry => ({
  ...base,
  id: uuid(number),
  kind: 'toolResult',
  parentToolUseId,
  toolUseId,
  isError: false,
  text: 'done',
  images: [],
  structured: null,
});

export const numbered = (seq: number, entry: Entry): NumberedEntry => ({ seq, entry });

export const appended = (seq: number, entry: Entry): DurableEvent => ({
  seq,
  at: seq,
  type: 'transcript.appended',
  data: { entry },
});

export const updated = (seq: number, instance: Instance): DurableEvent => ({
  seq,
  at: seq,
  type: 'instance.updated',
  data: { instance },
});

export const delta = (
  messageId: string,
  blockIndex: number,
  text: string,
  change: Partial<Delta> = {},
): EventBatch => ({
  passing: [
    {
      type: 'transcript.delta',
      data: { instanceId, messageId, blockIndex, parentToolUseId: null, kind: 'text', name: null, text, ...change },
    },
  ],
  durable: [],
});

export const durable = (...events: readonly DurableEvent[]): EventBatch => ({ passing: [], durable: events });

export const aSnapshot = (seq: number, instances: readonly Instance[] = []): CallOutput<'tower.snapshot'> => ({
  seq,
  host: {
    kind: 'web',
    version: '0.1.0',
    platform: 'linux',
    homeDirectory: '/home/ann',
    dataDirectory: '/home/ann/.tower',
    runsAsRoot: false,
  },
  tower: { paused: false, holds: [], storageProblem: null },
  settings: defaultSettings,
  instances,
  tasks: [],
  requests: [],
  resources: null,
});

/** @param instanceIds whose work waits */
export function aHold(instanceIds: readonly string[], change: Partial<Hold> = {}): Hold {
  const refused = problem('api.rateLimited', { until: '' });
  const times = { since: 0, until: 60_000, attempts: 1 };
  return { id: uuid(900), cause: 'limit', instanceIds, model: null, ...times, problem: refused, ...change };
}
