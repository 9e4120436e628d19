import {
  type CutPolicy,
  effortLevels,
  type Instance,
  type InstanceDraft,
  type InstanceSettings,
  type Launcher,
  type PermissionMode,
} from '../../../shared/models/instance.ts';
import { type JsonObject, jsonObjectSchema } from '../../../shared/models/json.ts';
import { fromMegabytes, lastPart, toMegabytes } from '../../components/format.ts';

/** The form as it is typed: text until it is sent. */
export interface FormValues {
  readonly launcher: Launcher;
  readonly directory: string;
  readonly name: string;
  readonly color: InstanceSettings['color'];
  readonly model: string;
  readonly permissionMode: PermissionMode;
  readonly effort: string;
  readonly systemPromptAddition: string;
  readonly allowedTools: string;
  readonly deniedTools: string;
  readonly extraDirectories: string;
  readonly environment: string;
  readonly mcpConfig: string;
  readonly budget: string;
  /** In megabytes. */
  readonly memoryLimit: string;
  readonly whenCut: CutPolicy;
}

/** What is wrong with a field, for the window to put into words. */
export type FieldProblem =
  | { readonly field: 'directory'; readonly reason: 'required' }
  | { readonly field: 'mcpConfig'; readonly reason: 'syntax'; readonly detail: string }
  | { readonly field: 'mcpConfig'; readonly reason: 'shape' }
  | { readonly field: 'environment'; readonly reason: 'line'; readonly line: number }
  | { readonly field: 'budget'; readonly reason: 'number' }
  | { readonly field: 'memoryLimit'; readonly reason: 'number' };

export type Reading =
  | { readonly ok: true; readonly draft: InstanceDraft & { readonly name: string } }
  | { readonly ok: false; readonly problem: FieldProblem };

/** The form of an instance that is there, or of one that is to be made. */
export function formValuesOf(
  from: Instance | (Pick<FormValues, 'launcher' | 'permissionMode' | 'model'> & Partial<Pick<FormValues, 'directory'>>),
): FormValues {
  const empty = {
    directory: '',
    name: '',
    color: 'blue' as const,
    effort: '',
    systemPromptAddition: '',
    allowedTools: '',
    deniedTools: '',
    extraDirectories: '',
    environment: '',
    mcpConfig: '',
    budget: '',
    memoryLimit: '',
    whenCut: 'ask' as const,
  };
  if (!('id' in from)) return { ...empty, ...from };
  return {
    launcher: from.launcher,
    directory: from.directory,
    name: from.name,
    color: from.color,
    model: from.model ?? '',
    permissionMode: from.permissionMode,
    effort: from.effort ?? '',
    systemPromptAddition: from.systemPromptAddition ?? '',
    allowedTools: from.allowedTools.join('\n'),
    deniedTools: from.deniedTools.join('\n'),
    extraDirectories: from.extraDirectories.join('\n'),
    environment: Object.entries(from.environment)
      .map(([name, value]) => `${name}=${value}`)
      .join('\n'),
    mcpConfig: from.mcpConfig === null ? '' : JSON.stringify(from.mcpConfig, null, 2),
    budget: from.budgetUsd === null ? '' : String(from.budgetUsd),
    memoryLimit: String(toMegabytes(from.memoryLimit)),
    whenCut: from.whenCut,
  };
}

const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** Reads what was typed. @returns the settings, or the first field that cannot be understood */
export function readForm(values: FormValues): Reading {
  const directory = values.directory.trim();
  if (directory === '') return { ok: false, problem: { field: 'directory', reason: 'required' } };
  const environment = readEnvironment(values.environment);
  if ('problem' in environment) return { ok: false, problem: environment.problem };
  const mcp = readMcp(values.mcpConfig);
  if ('problem' in mcp) return { ok: false, problem: mcp.problem };
  const budget = values.budget.trim() === '' ? null : Number(values.budget.trim().replace(',', '.'));
  if (budget !== null && !(budget > 0 && budget <= 100_000)) {
    return { ok: false, problem: { field: 'budget', reason: 'number' } };
  }
  const limit = values.memoryLimit.trim() === '' ? null : Number(values.memoryLimit.trim());
  if (limit !== null && !(Number.isInteger(limit) && limit >= 2 && limit <= 1_000_000_000)) {
    return { ok: false, problem: { field: 'memoryLimit', reason: 'number' } };
  }
  return {
    ok: true,
    draft: {
      launcher: values.launcher,
      directory,
      name: values.name.trim() || lastPart(directory),
      color: values.color,
      model: values.model.trim() || null,
      permissionMode: values.permissionMode,
      effort: effortLevels.find((level) => level === values.effort) ?? null,
      systemPromptAddition: values.systemPromptAddition.trim() === '' ? null : values.systemPromptAddition,
      allowedTools: linesOf(values.allowedTools),
      deniedTools: linesOf(values.deniedTools),
      extraDirectories: linesOf(values.extraDirectories),
      environment: environment.value,
      mcpConfig: mcp.value,
      budgetUsd: budget,
      memoryLimit: limit === null ? null : fromMegabytes(limit),
      whenCut: values.whenCut,
    },
  };
}

function readEnvironment(text: string): { value: Record<string, string> } | { problem: FieldProblem } {
  const value: Record<string, string> = {};
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const match = /^\s*([A-Za-z_][A-Za-z0-9_]*)=(.*)$/.exec(line);
    if (match?.[1] === undefined) return { problem: { field: 'environment', reason: 'line', line: index + 1 } };
    value[match[1]] = match[2] ?? '';
  }
  return { value };
}

function readMcp(text: string): { value: JsonObject | null } | { problem: FieldProblem } {
  if (text.trim() === '') return { value: null };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { problem: { field: 'mcpConfig', reason: 'syntax', detail } };
  }
  const parsed = jsonObjectSchema.safeParse(json);
  const servers = parsed.success ? parsed.data['mcpServers'] : undefined;
  if (!parsed.success || typeof servers !== 'object' || servers === null || Array.isArray(servers)) {
    return { problem: { field: 'mcpConfig', reason: 'shape' } };
  }
  return { value: parsed.data };
}
