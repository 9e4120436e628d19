import { z } from 'zod';
import type { Json, JsonObject } from '../../../../shared/models/json.ts';
import { lastPart } from '../../../components/format.ts';
import { taskOf, todosOf } from './checklist.ts';
import { textOf } from './json-parts.ts';
import { kindOfTool, partsOfMcpName, type ToolKind } from './tool-kind.ts';

export interface ToolSummary {
  readonly kind: ToolKind;
  /** How it is called; of an MCP tool without the server. */
  readonly name: string;
  /** The MCP server that it belongs to. */
  readonly server: string | null;
  /** One line: the command, the file, the pattern. Empty when the input says nothing. */
  readonly line: string;
  /** The line is a machine's: a command, a path, a pattern. */
  readonly isCode: boolean;
  /** The file that it is about, whole. */
  readonly file: string | null;
}

const firstLine = (value: string): string => value.trim().split('\n', 1)[0] ?? '';

const questionsSchema = z.array(z.object({ question: z.string() })).min(1);

function firstQuestion(input: JsonObject): string {
  const questions = questionsSchema.safeParse(input['questions']);
  return questions.data?.[0]?.question ?? '';
}

const wordKinds: ReadonlySet<ToolKind> = new Set(['agent', 'todos', 'task', 'question', 'plan', 'webSearch']);

/** Says in one line what a tool was asked to do. @param structured its result, where the answer says what it was about */
export function summarizeTool(name: string, input: JsonObject, structured: Json = null): ToolSummary {
  const kind = kindOfTool(name);
  const mcp = partsOfMcpName(name);
  return {
    kind,
    name: mcp?.tool ?? name,
    server: mcp?.server ?? null,
    line: firstLine(lineOf(kind, input, structured)),
    isCode: !wordKinds.has(kind),
    file: textOf(input['file_path']) || textOf(input['notebook_path']) || null,
  };
}

function lineOf(kind: ToolKind, input: JsonObject, structured: Json): string {
  switch (kind) {
    case 'command':
      return textOf(input['command']) || textOf(input['bash_id']) || textOf(input['shell_id']);
    case 'read':
    case 'edit':
      return textOf(input['file_path']) || textOf(input['notebook_path']);
    case 'search': {
      const where = textOf(input['path']) || textOf(input['glob']);
      const pattern = textOf(input['pattern']) || textOf(input['query']);
      return pattern === '' ? where : where === '' ? pattern : `${pattern} — ${lastPart(where)}`;
    }
    case 'fetch':
      return textOf(input['url']);
    case 'webSearch':
      return textOf(input['query']);
    case 'todos':
      return todosOf(input, structured).find((todo) => todo.status === 'in_progress')?.text ?? '';
    case 'task': {
      const { id, text } = taskOf(input, structured);
      return id === '' ? text : `#${id} ${text}`;
    }
    case 'agent':
      return textOf(input['description']) || textOf(input['prompt']);
    case 'question':
      return firstQuestion(input);
    case 'plan':
      return textOf(input['plan']).replace(/^#+\s*/, '');
    case 'skill':
      return [textOf(input['skill']) || textOf(input['command']), textOf(input['args'])].join(' ');
    case 'mcp':
    case 'other':
      return (
        Object.values(input)
          .map(textOf)
          .find((value) => value !== '') ?? ''
      );
    default:
      return kind satisfies never;
  }
}
