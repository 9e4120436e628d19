import type { ResultMessage } from '../../../apps/main/claude/messages.ts';
import { noUsage, type InstanceSettings, type Usage } from '../../../apps/shared/models/instance.ts';

/** A result as the parser gives it: a success of which nothing is known. */
export const resultWith = (own: Partial<ResultMessage> = {}): ResultMessage => ({
  subtype: 'success',
  isError: false,
  apiStatus: null,
  text: null,
  errors: [],
  terminalReason: 'completed',
  sessionId: null,
  originKind: null,
  promptUuids: null,
  durationMs: 1,
  rounds: 1,
  total: noUsage,
  sinceLast: null,
  ...own,
});

export const usageWith = (own: Partial<Usage>): Usage => ({ ...noUsage, ...own });

/** The settings of an instance for which a person chose nothing but the folder. */
export const settingsWith = (own: Partial<InstanceSettings> = {}): InstanceSettings => ({
  name: 'Ada',
  color: 'blue',
  directory: '/home/ada/project',
  launcher: 'local',
  model: null,
  effort: null,
  permissionMode: 'autonomous',
  systemPromptAddition: null,
  allowedTools: [],
  deniedTools: [],
  mcpConfig: null,
  extraDirectories: [],
  environment: {},
  budgetUsd: null,
  memoryLimit: null,
  whenCut: 'ask',
  ...own,
});
