import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Json, JsonObject } from '../../../apps/shared/models/json.ts';
import type { ToolCall } from '../messages-api/reply-script.ts';
import type { Core } from './core.ts';

/** What a tool gave: the model's view, and the structured one beside it. */
export interface ToolOutcome {
  readonly content: Json;
  readonly structured: Json;
  readonly failed: boolean;
  /** Bash says `is_error: false`, the others say nothing. */
  readonly saysNoError?: boolean;
}

export const toolFailed = (message: string): ToolOutcome => ({
  content: message,
  structured: `Error: ${message}`,
  failed: true,
});

/** Runs the tools that need no process of their own. */
export function runPlainTool(core: Core, call: ToolCall, input: JsonObject): ToolOutcome {
  const path = String(input['file_path'] ?? '');
  switch (call.name) {
    case 'Write':
      return write(path, String(input['content'] ?? ''));
    case 'Edit':
      return edit(path, String(input['old_string'] ?? ''), String(input['new_string'] ?? ''));
    case 'Read':
      return read(path);
    case 'AskUserQuestion':
      return answered(input);
    case 'ExitPlanMode':
      return approved(core, input);
    default:
      return toolFailed(`Error: No such tool available: ${call.name}`);
  }
}

function write(filePath: string, content: string): ToolOutcome {
  const before = existsSync(filePath) ? readFileSync(filePath, 'utf8') : null;
  mkdirSync(dirname(filePath), { recursive: true });
  writeFileSync(filePath, content);
  const done = before === null ? 'File created successfully at' : 'The file has been updated successfully';
  return {
    content: `${done}: ${filePath} (file state is current in your context — no need to Read it back)`,
    structured: {
      type: before === null ? 'create' : 'update',
      filePath,
      content,
      structuredPatch: [],
      originalFile: before,
      userModified: false,
    },
    failed: false,
  };
}

function edit(filePath: string, oldString: string, newString: string): ToolOutcome {
  if (!existsSync(filePath)) return toolFailed('File does not exist.');
  const originalFile = readFileSync(filePath, 'utf8');
  if (!originalFile.includes(oldString))
    return toolFailed(`String to replace not found in file.\nString: ${oldString}`);
  writeFileSync(
    filePath,
    originalFile.replace(oldString, () => newString),
  );
  return {
    content: `The file ${filePath} has been updated successfully.`,
    structured: {
      filePath,
      oldString,
      newString,
      originalFile,
      structuredPatch: [],
      userModified: false,
      replaceAll: false,
    },
    failed: false,
  };
}

function read(filePath: string): ToolOutcome {
  if (!existsSync(filePath)) return toolFailed('File does not exist.');
  const content = readFileSync(filePath, 'utf8');
  const lines = content.split('\n');
  return {
    content: lines.map((line, index) => `${index + 1}\t${line}`).join('\n'),
    structured: {
      type: 'text',
      file: { filePath, content, numLines: lines.length, startLine: 1, totalLines: lines.length },
    },
    failed: false,
  };
}

function answered(input: JsonObject): ToolOutcome {
  const answers = input['answers'];
  const pairs = typeof answers === 'object' && answers !== null ? Object.entries(answers) : [];
  const said = pairs.map(([question, answer]) => `"${question}"="${String(answer)}"`).join(', ');
  return {
    content: `Your questions have been answered: ${said}. You can now continue with these answers in mind.`,
    structured: { questions: input['questions'] ?? [], answers: answers ?? {} },
    failed: false,
  };
}

function approved(core: Core, input: JsonObject): ToolOutcome {
  core.session.mode = 'default';
  core.writer.line(core.events.system('status', { status: null, permissionMode: 'default' }));
  const plan = String(input['plan'] ?? '');
  return {
    content: `User has approved your plan. You can now start coding.\n\n## Approved Plan:\n${plan}`,
    structured: { plan, isAgent: false },
    failed: false,
  };
}
