import type { JsonObject } from '../../../apps/shared/models/json.ts';

/** The CLI versions that can be imitated; both were recorded and are held against the real ones by the contract tests. */
export const imitations = ['2.1.197', '2.1.330'] as const;
export type Imitation = (typeof imitations)[number];

export interface ModelFact {
  readonly value: string;
  readonly resolved: string;
  readonly displayName: string;
  readonly description: string;
  /** US dollars for a million tokens. */
  readonly inputPrice: number;
  readonly outputPrice: number;
  readonly contextWindow: number;
}

/** Where the two versions differ in what an orchestrator can see. */
export interface Profile {
  readonly version: Imitation;
  readonly models: readonly ModelFact[];
  readonly tools: readonly string[];
  readonly commands: readonly string[];
  readonly capabilities: readonly string[];
  readonly outputStyles: readonly string[];
  /** 2.1.330: receipts for prompts, result numbers, background lists, replies that tell the truth. */
  readonly modern: boolean;
}

const model = (
  value: string,
  resolved: string,
  displayName: string,
  description: string,
  prices: readonly [number, number],
  contextWindow: number,
): ModelFact => ({
  value,
  resolved,
  displayName,
  description,
  inputPrice: prices[0],
  outputPrice: prices[1],
  contextWindow,
});

const older: Profile = {
  version: '2.1.197',
  modern: false,
  models: [
    model('default', 'claude-opus-4-8[1m]', 'Default (recommended)', 'The default model', [5, 25], 1_000_000),
    model('opus[1m]', 'claude-opus-4-8[1m]', 'Opus', 'Opus 4.8 with 1M context', [5, 25], 1_000_000),
    model('sonnet', 'claude-sonnet-5', 'Sonnet', 'Sonnet 5 for routine tasks', [3, 15], 200_000),
    model('sonnet[1m]', 'claude-sonnet-5[1m]', 'Sonnet 5 (1M context)', 'For long sessions', [3, 15], 1_000_000),
    model('haiku', 'claude-haiku-4-5-20251001', 'Haiku', 'Haiku 4.5 for quick answers', [1, 5], 200_000),
  ],
  tools: [
    ...['Task', 'Bash', 'CronCreate', 'CronDelete', 'CronList', 'Edit', 'EnterWorktree', 'ExitWorktree'],
    ...['NotebookEdit', 'Read', 'ReportFindings', 'ScheduleWakeup', 'SendMessage', 'Skill', 'TaskCreate', 'TaskGet'],
    ...['TaskList', 'TaskOutput', 'TaskStop', 'TaskUpdate', 'WebFetch', 'WebSearch', 'Workflow', 'Write'],
  ],
  commands: ['debug', 'code-review', 'clear', 'compact', 'config', 'context', 'init', 'review', 'usage'],
  capabilities: [],
  outputStyles: ['default', 'Proactive', 'Explanatory', 'Learning'],
};

const newer: Profile = {
  version: '2.1.330',
  modern: true,
  models: [
    model('default', 'claude-opus-5-5', 'Default (recommended)', 'The default model', [4, 20], 1_000_000),
    model('opus', 'claude-opus-5-5', 'Opus', 'Opus 5.5 for everyday, complex tasks', [4, 20], 1_000_000),
    model('fable', 'claude-fable-5-2', 'Fable', 'Fable 5.2 for the hardest tasks', [8, 40], 1_000_000),
    model('sonnet', 'claude-sonnet-5-5', 'Sonnet', 'Sonnet 5.5 for routine tasks', [2, 10], 1_000_000),
    model('haiku', 'claude-haiku-5-5', 'Haiku', 'Haiku 5.5 for quick answers', [0.1, 0.5], 200_000),
  ],
  tools: [
    ...['Task', 'Bash', 'CronCreate', 'CronDelete', 'CronList', 'Edit', 'EnterWorktree', 'ExitWorktree', 'ListAgents'],
    ...['Monitor', 'NotebookEdit', 'Read', 'ReportFindings', 'ScheduleWakeup', 'SendMessage', 'Skill', 'TaskStop'],
    ...['ToolSearch', 'WebFetch', 'WebSearch', 'Workflow', 'Write'],
  ],
  commands: ['debug', 'code-review', 'agents', 'clear', 'compact', 'config', 'context', 'init', 'model', 'usage'],
  capabilities: ['interrupt_receipt_v1', 'interrupt_cancel_queued_v1', 'msg_lifecycle_v1', 'request_marker_lists_v1'],
  outputStyles: ['default', 'Proactive', 'Concise', 'Explanatory', 'Learning'],
};

/** Everything that is particular to one version. */
export const profileOf = (version: Imitation): Profile => (version === '2.1.197' ? older : newer);

/** What an alias or a name stands for; null when the account has no such model. */
export const findModel = (profile: Profile, name: string): ModelFact | null =>
  profile.models.find((fact) => fact.value === name) ??
  profile.models.find((fact) => fact.resolved === name || bareName(fact.resolved) === name) ??
  null;

/** A model's name as the API knows it, without the mark of the long context. */
export const bareName = (name: string): string => name.replace(/\[1m\]$/, '');

/** The model list of the answer to `initialize`. */
export const offeredModels = (profile: Profile): readonly JsonObject[] =>
  profile.models.map((fact) => ({
    value: fact.value,
    resolvedModel: fact.resolved,
    displayName: fact.displayName,
    description: fact.description,
    supportsEffort: true,
    supportedEffortLevels: ['low', 'medium', 'high', 'xhigh', 'max'],
    supportsAdaptiveThinking: true,
    supportsAutoMode: true,
  }));
