import type { ForkOrigin, InstanceSettings, PermissionMode } from '../../shared/models/instance.ts';
import { markerName } from '../supervision/process-tree.ts';

/**
 * Which conversation a process is for: a new one under an id of ours, one that the CLI has on disk, or a new one that goes on
 * from one on disk.
 */
export type SessionChoice =
  | { readonly kind: 'new' | 'resume'; readonly id: string }
  | { readonly kind: 'fork'; readonly id: string; readonly from: ForkOrigin };

/** The CLI's own names of our permission modes; `autonomous` has a flag of its own. */
export const cliModes: Readonly<Record<PermissionMode, string>> = {
  autonomous: 'bypassPermissions',
  ask: 'default',
  edits: 'acceptEdits',
  plan: 'plan',
};

/** Tools and a setting by which sessions that share a home start paid turns in each other, unasked (CLI 2.1.330). */
const peerTools = ['SendMessage', 'ListAgents'];
const refusePeers = JSON.stringify({ crossSessionInbound: 'refuse' });

export interface CommandLineOptions {
  readonly session: SessionChoice;
  readonly allowPeerMessages: boolean;
  /** From the CLI's help: it keeps the first system prompt of a session unless told not to. */
  readonly knowsPromptSnapshot: boolean;
}

/**
 * The arguments for one CLI process (protocol, sections 1.3 and 11). Values that a person chose are written in the `=`
 * form, in which one that begins with a dash cannot become a flag; lists, which have no such form, are checked for it.
 */
export function buildArguments(settings: InstanceSettings, options: CommandLineOptions): readonly string[] {
  const denied = [...settings.deniedTools, ...(options.allowPeerMessages ? [] : peerTools)];
  return [
    '-p',
    '--verbose',
    '--input-format=stream-json',
    '--output-format=stream-json',
    '--include-partial-messages',
    '--replay-user-messages',
    '--permission-prompt-tool=stdio',
    '--strict-mcp-config',
    `--mcp-config=${JSON.stringify(settings.mcpConfig ?? { mcpServers: {} })}`,
    ...sessionArguments(options.session),
    ...modeArguments(settings.permissionMode),
    // Without a model a resumed session may come back with another one (protocol, section 5).
    ...(settings.model === null ? [] : [`--model=${settings.model}`]),
    ...(settings.effort === null ? [] : [`--effort=${settings.effort}`]),
    ...(settings.budgetUsd === null ? [] : [`--max-budget-usd=${String(settings.budgetUsd)}`]),
    ...(settings.systemPromptAddition === null ? [] : [`--append-system-prompt=${settings.systemPromptAddition}`]),
    ...(options.knowsPromptSnapshot ? ['--system-prompt-snapshot=off'] : []),
    ...(options.allowPeerMessages ? [] : [`--settings=${refusePeers}`]),
    ...settings.extraDirectories.map((directory) => `--add-dir=${directory}`),
    ...settings.allowedTools.map((rule) => `--allowedTools=${rule}`),
    ...denied.map((rule) => `--disallowedTools=${rule}`),
  ];
}

/**
 * The last flag is not in the CLI's help. It takes the id of an event (not that of the API's message), and cuts the
 * conversation after it; a tool's use whose result is cut off so gets one that says that it is missing.
 */
function sessionArguments(session: SessionChoice): readonly string[] {
  if (session.kind !== 'fork') return [`--${session.kind === 'new' ? 'session-id' : 'resume'}=${session.id}`];
  const { sessionId, at } = session.from;
  const cut = at === null ? [] : [`--resume-session-at=${at}`];
  return [`--resume=${sessionId}`, '--fork-session', `--session-id=${session.id}`, ...cut];
}

function modeArguments(mode: PermissionMode): readonly string[] {
  return mode === 'autonomous' ? ['--dangerously-skip-permissions'] : [`--permission-mode=${cliModes[mode]}`];
}

/** What marks the child of another session of the CLI, or a program of Electron's: true of us perhaps, never of an agent. */
const ownMarks = ['CLAUDECODE', 'CLAUDE_CODE_SESSION_ID', 'CLAUDE_CODE_ENTRYPOINT', 'ELECTRON_RUN_AS_NODE'];

/**
 * The environment of one CLI process: ours, the instance's own over it, and what the protocol wants. The marker is
 * inherited by every tool, so that nothing that the instance starts can hide.
 * @param apiKey the key that a person gave this instance; it goes before any other, ours and the settings'
 */
export function buildEnvironment(
  base: NodeJS.ProcessEnv,
  settings: InstanceSettings,
  marker: string,
  apiKey: string | null = null,
): Readonly<Record<string, string>> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(base)) {
    if (value !== undefined && !ownMarks.includes(name)) environment[name] = value;
  }
  return {
    ...environment,
    ...settings.environment,
    ...(apiKey === null ? {} : { ANTHROPIC_API_KEY: apiKey }),
    CLAUDE_CODE_EMIT_SESSION_STATE_EVENTS: '1',
    DISABLE_AUTOUPDATER: '1',
    [markerName]: marker,
  };
}
