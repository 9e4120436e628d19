import type { JsonObject } from '../../../apps/shared/models/json.ts';
import type { Core } from './core.ts';
import { findModel, offeredModels } from './profile.ts';

const agents = ['claude', 'Explore', 'general-purpose', 'Plan', 'statusline-setup'];

/** The event that begins every turn. */
export function initEvent(core: Core, receipts: JsonObject): JsonObject {
  const { profile, session, line } = core;
  const personal = line.permissionPrompts ? ['AskUserQuestion', 'EnterPlanMode', 'ExitPlanMode'] : [];
  return core.events.system('init', {
    cwd: core.directory,
    tools: [...profile.tools, ...personal].toSorted(),
    mcp_servers: [],
    model: findModel(profile, session.model)?.resolved ?? session.model,
    permissionMode: session.mode,
    slash_commands: profile.commands,
    apiKeySource: core.script.signedIn ? 'ANTHROPIC_API_KEY' : 'none',
    claude_code_version: profile.version,
    output_style: 'default',
    agents,
    skills: [],
    plugins: [],
    analytics_disabled: true,
    product_feedback_disabled: true,
    memory_paths: { auto: `${core.store.projectFolder}/memory/` },
    fast_mode_state: 'off',
    ...(profile.modern
      ? { capabilities: profile.capabilities, original_cwd: core.directory, additional_directories: [] }
      : {}),
    ...receipts,
  });
}

/** The answer to `initialize`. */
export function initializeAnswer(core: Core): JsonObject {
  const { profile } = core;
  return {
    commands: profile.commands.map((name) => ({ name, description: `What /${name} does`, argumentHint: '' })),
    agents: agents.map((name) => ({ name, description: `The ${name} agent` })),
    output_style: 'default',
    available_output_styles: profile.outputStyles,
    models: offeredModels(profile),
    account: {
      tokenSource: 'none',
      apiKeySource: core.script.signedIn ? 'ANTHROPIC_API_KEY' : 'none',
      apiProvider: 'firstParty',
    },
    pid: process.pid,
    ...(profile.modern
      ? { claude_code_version: profile.version, current_permission_mode: core.session.mode, session_state: 'idle' }
      : {}),
  };
}
