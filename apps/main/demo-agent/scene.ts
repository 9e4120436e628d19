import type { JsonObject } from '../../shared/models/json.ts';

/** What a pretended tool answers: the model's text, and the structured form that the CLI shows beside it. */
export interface ToolOutcome {
  readonly text: string;
  readonly structured: JsonObject | string;
  readonly isError?: boolean;
}

/** A tool that is not run. `needs` says which permission the real one would ask for. */
export interface PretendedTool {
  readonly kind: 'tool';
  readonly name: string;
  readonly input: JsonObject;
  readonly needs: 'nothing' | 'edit' | 'execute' | 'person';
  /** How long it pretends to run, in milliseconds. */
  readonly milliseconds: number;
  /** @param input as it was asked for, or as a person changed it */
  readonly outcome: (input: JsonObject) => ToolOutcome;
}

/** One thing that the demo agent does. */
export type Move =
  | { readonly kind: 'think'; readonly text: string }
  /** `haste` makes the writing that many times faster. */
  | { readonly kind: 'say'; readonly text: string; readonly haste?: number }
  | PretendedTool
  /** A failure of the API that is tried again. */
  | { readonly kind: 'retry'; readonly attempt: number; readonly attempts: number; readonly milliseconds: number }
  /** The API fails for good; ends the scene. */
  | { readonly kind: 'fail'; readonly status: number; readonly text: string }
  /** The process dies; ends the scene. */
  | { readonly kind: 'crash'; readonly exitCode: number };

/** What came of a tool: whether it was allowed, and its input as a person left it. Of other moves it says nothing. */
export interface Reply {
  readonly allowed: boolean;
  readonly input: JsonObject;
}

export interface SceneContext {
  readonly prompt: string;
  /** How many files came with the prompt. */
  readonly attachments: number;
  /** The prompts before this one in the conversation. */
  readonly earlier: readonly string[];
}

/** A scene says what it does next, and is told what came of it. */
export type Scene = (context: SceneContext) => Generator<Move, void, Reply>;

export const think = (text: string): Move => ({ kind: 'think', text });
export const say = (text: string): Move => ({ kind: 'say', text: text.trim() });
