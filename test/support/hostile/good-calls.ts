import { type CallInput, type CallName, callNames, calls } from '../../../apps/shared/contract/calls.ts';
import { sampleInput } from './sample-input.ts';

const id = '7d444840-9dc0-41d2-8b5c-3f0b8c1e2a10';
const other = '7d444840-9dc0-41d2-8b5c-3f0b8c1e2a11';

/** Inputs of the calls for which none can be made up, or not one with as many parts as there are. */
const particular: { readonly [N in CallName]?: CallInput<N> } = {
  'instance.create': {
    name: 'Name',
    color: 'teal',
    directory: '/project',
    launcher: 'demo',
    model: 'opus',
    effort: 'low',
    permissionMode: 'ask',
    systemPromptAddition: 'More.',
    allowedTools: ['Bash'],
    deniedTools: ['Write'],
    mcpConfig: { mcpServers: { one: { command: 'one', args: ['a'] } } },
    extraDirectories: ['/other'],
    environment: { KEY: 'value' },
    budgetUsd: 1,
  },
  'instance.update': { id, patch: { name: 'Name', permissionMode: 'plan' } },
  'task.submit': {
    instanceId: id,
    prompt: 'Do it.',
    options: {
      title: 'Title',
      priority: 'high',
      asCommand: false,
      after: [other],
      attachments: [{ name: 'a.txt', mediaType: 'text/plain', data: 'YQ==' }],
    },
  },
  'task.update': { id, prompt: 'Do it.', title: 'Title', priority: 'low', after: [other] },
  'task.move': { id, beforeId: other, instanceId: id },
  'request.answer': { id, decision: { behavior: 'allow', updatedInput: { command: 'ls' }, remember: 'session' } },
  'apiKey.status': { id },
  'apiKey.set': { id, key: 'key-of-a-test', place: 'memory' },
  'settings.update': {
    claudePath: '/bin/claude',
    maxRunning: 3,
    theme: 'dark',
    quietHours: { from: '22:00', to: '06:00' },
    mutedInstances: [id],
  },
  'tower.eventsSince': { seq: 1 },
  'transcript.watch': { instanceIds: [id, other] },
  'transcript.page': { instanceId: id, before: 5, limit: 10 },
  'transcript.entry': { seq: 1 },
  'transcript.export': { instanceId: id, format: 'json', before: 5 },
  'host.saveTranscript': { instanceId: id, format: 'markdown' },
  'transcript.find': { instanceId: id, text: 'word', before: 5 },
  'task.history': { instanceId: id, beforeEndedAt: 5, limit: 10 },
  'log.read': { instanceId: id, limit: 10 },
  'cli.offer': { launcher: 'local', refresh: true },
  'cli.diagnose': { claudePath: '/bin/claude' },
  'directory.list': { path: '~', hidden: true },
  'host.chooseDirectory': { startIn: '/project' },
};

/** An input for each call that the contract takes; a call without one needs a line above, or it is not tried. */
export const goodCalls: ReadonlyMap<CallName, unknown> = new Map(
  callNames.flatMap((name): [CallName, unknown][] => {
    const good = particular[name] ?? sampleInput(calls[name].input);
    return good === undefined ? [] : [[name, good]];
  }),
);
