import { z } from 'zod';
import type { Json, JsonObject } from '../../../shared/models/json.ts';
import { lastPart } from '../../components/format.ts';

/** What kind of thing a tool does, for its icon and the way its details are shown. */
export type ToolKind =
  'command' | 'read' | 'edit' | 'search' | 'web' | 'todos' | 'agent' | 'question' | 'plan' | 'other';

export interface ToolSummary {
  readonly kind: ToolKind;
  /** One line: the command, the file, the pattern. Empty when the input says nothing. */
  readonly line: string;
  /** The file that it is about, whole. */
  readonly file: string | null;
}

export interface Todo {
  readonly text: string;
  readonly status: 'pending' | 'in_progress' | 'completed';
}

const kinds: Readonly<Record<string, ToolKind>> = {
  Bash: 'command',
  BashOutput: 'command',
  KillShell: 'command',
  Read: 'read',
  NotebookRead: 'read',
  Write: 'edit',
  Edit: 'edit',
  MultiEdit: 'edit',
  NotebookEdit: 'edit',
  Grep: 'search',
  Glob: 'search',
  LS: 'search',
  ToolSearch: 'search',
  WebFetch: 'web',
  WebSearch: 'web',
  TodoWrite: 'todos',
  Task: 'agent',
  Agent: 'agent',
  AskUserQuestion: 'question',
  ExitPlanMode: 'plan',
};

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
const firstLine = (value: string): string => value.trim().split('\n', 1)[0] ?? '';

/** The todos of a TodoWrite's input; those of another shape are left out. */
export function todosOf(input: JsonObject): readonly Todo[] {
  const { todos } = input;
  if (!Array.isArray(todos)) return [];
  return todos.flatMap((todo: Json): Todo[] => {
    if (typeof todo !== 'object' || todo === null || !('content' in todo)) return [];
    const status = todo['status'] === 'completed' || todo['status'] === 'in_progress' ? todo['status'] : 'pending';
    return [{ text: text(todo['content']), status }];
  });
}

const questionsSchema = z.array(z.object({ question: z.string() })).min(1);

function firstQuestion(input: JsonObject): string {
  const questions = questionsSchema.safeParse(input['questions']);
  return questions.data?.[0]?.question ?? '';
}

/** Says in one line what a tool was asked to do. */
export function summarizeTool(name: string, input: JsonObject): ToolSummary {
  const kind = kinds[name] ?? 'other';
  const file = text(input['file_path']) || text(input['notebook_path']) || null;
  const summary = (line: string): ToolSummary => ({ kind, line: firstLine(line), file });
  switch (kind) {
    case 'command':
      return summary(text(input['command']) || text(input['bash_id']) || text(input['shell_id']));
    case 'read':
    case 'edit':
      return summary(file === null ? '' : file);
    case 'search': {
      const where = text(input['path']) || text(input['glob']);
      const pattern = text(input['pattern']) || text(input['query']);
      return summary(pattern === '' ? where : where === '' ? pattern : `${pattern} — ${lastPart(where)}`);
    }
    case 'web':
      return summary(text(input['url']) || text(input['query']));
    case 'todos':
      return summary(todosOf(input).find((todo) => todo.status === 'in_progress')?.text ?? '');
    case 'agent':
      return summary(text(input['description']) || text(input['prompt']));
    case 'question':
      return summary(firstQuestion(input));
    case 'plan':
      return summary(text(input['plan']));
    case 'other':
      return summary(
        Object.values(input)
          .map(text)
          .find((value) => value !== '') ?? '',
      );
    default:
      return kind satisfies never;
  }
}
