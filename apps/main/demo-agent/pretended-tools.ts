import type { JsonObject } from '../../shared/models/json.ts';
import type { PretendedTool } from './scene.ts';

const field = (input: JsonObject, name: string): string => {
  const value = input[name];
  return typeof value === 'string' ? value : '';
};

export function readFile(path: string, content: string): PretendedTool {
  const lines = content.split('\n');
  return {
    kind: 'tool',
    name: 'Read',
    input: { file_path: path },
    needs: 'nothing',
    milliseconds: 350,
    outcome: () => ({
      text: lines.map((line, index) => `${String(index + 1).padStart(6)}\t${line}`).join('\n'),
      structured: {
        type: 'text',
        file: { filePath: path, content, numLines: lines.length, startLine: 1, totalLines: lines.length },
      },
    }),
  };
}

export function grep(pattern: string, found: readonly string[]): PretendedTool {
  return {
    kind: 'tool',
    name: 'Grep',
    input: { pattern, output_mode: 'content' },
    needs: 'nothing',
    milliseconds: 450,
    outcome: () => ({
      text: found.join('\n'),
      structured: {
        mode: 'content',
        numFiles: found.length,
        filenames: [],
        content: found.join('\n'),
        numLines: found.length,
      },
    }),
  };
}

/** An edit of one line, with the patch that the CLI would show. */
export function editLine(path: string, before: string, after: string, line: number): PretendedTool {
  return {
    kind: 'tool',
    name: 'Edit',
    input: { file_path: path, old_string: before, new_string: after, replace_all: false },
    needs: 'edit',
    milliseconds: 300,
    outcome: (input) => {
      const oldString = field(input, 'old_string');
      const newString = field(input, 'new_string');
      return {
        text: `The file ${path} would have been updated. (Simulation: no file was touched.)`,
        structured: {
          filePath: path,
          oldString,
          newString,
          originalFile: `${oldString}\n`,
          structuredPatch: [patchOf(oldString, newString, line)],
          userModified: false,
          replaceAll: false,
        },
      };
    },
  };
}

function patchOf(before: string, after: string, start: number): JsonObject {
  const removed = before.split('\n');
  const added = after.split('\n');
  return {
    oldStart: start,
    oldLines: removed.length,
    newStart: start,
    newLines: added.length,
    lines: [...removed.map((line) => `-${line}`), ...added.map((line) => `+${line}`)],
  };
}

/** @param output what the command would have printed, if it is left as it is */
export function runCommand(command: string, description: string, output: string, exitCode = 0): PretendedTool {
  return {
    kind: 'tool',
    name: 'Bash',
    input: { command, description },
    needs: 'execute',
    milliseconds: 1200,
    outcome: (input) => {
      const asked = field(input, 'command');
      const stdout = asked === command ? output : `(simulation) the changed command was not run either: ${asked}`;
      if (exitCode !== 0 && asked === command) {
        const text = `Exit code ${exitCode}\n${stdout}`;
        return { text, structured: `Error: ${text}`, isError: true };
      }
      return {
        text: stdout,
        structured: { stdout, stderr: '', interrupted: false, isImage: false, noOutputExpected: false },
      };
    },
  };
}

export type TodoStatus = 'pending' | 'in_progress' | 'completed';

export function writeTodos(todos: readonly (readonly [content: string, status: TodoStatus])[]): PretendedTool {
  const list = todos.map(([content, status]) => ({ content, status, activeForm: content }));
  return {
    kind: 'tool',
    name: 'TodoWrite',
    input: { todos: list },
    needs: 'nothing',
    milliseconds: 150,
    outcome: () => ({ text: 'Todos have been modified successfully.', structured: { oldTodos: [], newTodos: list } }),
  };
}

export function askPerson(
  question: string,
  header: string,
  options: readonly (readonly [label: string, description: string])[],
): PretendedTool {
  const choices = options.map(([label, description]) => ({ label, description }));
  return {
    kind: 'tool',
    name: 'AskUserQuestion',
    input: { questions: [{ question, header, multiSelect: false, options: choices }] },
    needs: 'person',
    milliseconds: 0,
    outcome: (input) => ({
      text: `The questions were answered: ${JSON.stringify(input['answers'] ?? {})}`,
      structured: { questions: input['questions'] ?? [], answers: input['answers'] ?? {} },
    }),
  };
}

export function proposePlan(plan: string): PretendedTool {
  return {
    kind: 'tool',
    name: 'ExitPlanMode',
    input: { plan },
    needs: 'person',
    milliseconds: 0,
    outcome: (input) => ({
      text: 'The plan was approved. (Simulation: it will only be pretended.)',
      structured: { plan: input['plan'] ?? plan, isAgent: false },
    }),
  };
}
