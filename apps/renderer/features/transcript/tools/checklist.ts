import type { Json, JsonObject } from '../../../../shared/models/json.ts';
import { objectOf, objectsIn, textOf } from './json-parts.ts';

export interface Todo {
  readonly text: string;
  readonly status: 'pending' | 'in_progress' | 'completed';
  /** The number that the agent gave it; empty where it has none. */
  readonly id: string;
}

function toTodo(item: JsonObject): readonly Todo[] {
  const text = textOf(item['content']) || textOf(item['subject']);
  if (text === '') return [];
  const status = item['status'] === 'completed' || item['status'] === 'in_progress' ? item['status'] : 'pending';
  return [{ text, status, id: textOf(item['id']) }];
}

/**
 * The agent's list of what it means to do: of TodoWrite what it was given, of TaskList what it answered. Items of another
 * shape are left out.
 */
export function todosOf(input: JsonObject, structured: Json = null): readonly Todo[] {
  const given = objectsIn(input['todos']);
  return (given.length > 0 ? given : objectsIn(objectOf(structured)['tasks'])).flatMap(toTodo);
}

/** The one item that TaskCreate, TaskUpdate or TaskGet is about, as far as the call and its answer tell. */
export function taskOf(input: JsonObject, structured: Json): { readonly id: string; readonly text: string } {
  const task = objectOf(objectOf(structured)['task']);
  return {
    id: textOf(input['taskId']) || textOf(task['id']) || textOf(objectOf(structured)['taskId']),
    text: textOf(input['subject']) || textOf(task['subject']),
  };
}
