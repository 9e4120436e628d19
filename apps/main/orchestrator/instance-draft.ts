import { stat } from 'node:fs/promises';
import { basename, isAbsolute, resolve } from 'node:path';
import {
  noUsage,
  type Instance,
  type InstanceDraft,
  type InstancePatch,
  type InstanceSettings,
} from '../../shared/models/instance.ts';
import { part } from '../../shared/models/problem-parts.ts';
import { problem } from '../../shared/models/problem-words.ts';
import { fail, ok, type Result } from '../../shared/models/problem.ts';
import type { Settings } from '../../shared/models/settings.ts';

/** Fills in what a draft leaves open. */
export function settingsOfDraft(draft: InstanceDraft, settings: Settings): InstanceSettings {
  return {
    name: draft.name ?? (basename(draft.directory) || draft.directory),
    color: draft.color ?? 'blue',
    directory: draft.directory,
    launcher: draft.launcher ?? 'local',
    model: draft.model === undefined ? settings.defaultModel : draft.model,
    effort: draft.effort ?? null,
    permissionMode: draft.permissionMode ?? settings.defaultPermissionMode,
    systemPromptAddition: draft.systemPromptAddition ?? null,
    allowedTools: draft.allowedTools ?? [],
    deniedTools: draft.deniedTools ?? [],
    mcpConfig: draft.mcpConfig ?? null,
    extraDirectories: draft.extraDirectories ?? [],
    environment: draft.environment ?? {},
    budgetUsd: draft.budgetUsd ?? null,
    memoryLimit: draft.memoryLimit ?? null,
    whenCut: draft.whenCut ?? 'ask',
  };
}

/** What a patch changes: a field that it names without a value is left as it is. */
export function changesOf(patch: InstancePatch): Partial<InstanceSettings> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
}

/** An instance that was just created. */
export function newInstance(id: string, settings: InstanceSettings, now: number): Instance {
  return {
    ...settings,
    id,
    status: 'stopped',
    wanted: 'stopped',
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
    createdAt: now,
    updatedAt: now,
    startedAt: null,
    context: null,
    stall: null,
    deletedAt: null,
  };
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'ENOENT';
}

/** Makes a path that a person typed absolute, and sees that it is a folder. `~` is the home. */
export async function checkDirectory(typed: string, home: string): Promise<Result<string>> {
  const expanded = typed === '~' ? home : typed.replace(/^~(?=[/\\])/, home);
  if (!isAbsolute(expanded)) {
    return fail(problem('input.invalid', { what: part('notAbsolute', { path: typed }) }));
  }
  const path = resolve(expanded);
  const info = await stat(path).catch(errorCode);
  if (info === 'EACCES' || info === 'EPERM') return fail(problem('directory.notReadable', { path }));
  if (typeof info === 'string') return fail(problem('directory.missing', { path }));
  return info.isDirectory() ? ok(path) : fail(problem('directory.notDirectory', { path }));
}
