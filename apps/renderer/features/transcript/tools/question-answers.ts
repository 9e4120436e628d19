import type { Json, JsonObject } from '../../../../shared/models/json.ts';
import { objectOf, objectsIn, textOf } from './json-parts.ts';

/** One question of AskUserQuestion, with what a person has said to it. */
export interface AnsweredQuestion {
  readonly question: string;
  readonly options: readonly { readonly label: string; readonly description: string; readonly chosen: boolean }[];
  /** Empty while there is none. */
  readonly answer: string;
  /** The answer is in a person's own words, and none of the options. */
  readonly isOwn: boolean;
}

/** The questions of a call, with the answers that came back. */
export function answersOf(input: JsonObject, structured: Json): readonly AnsweredQuestion[] {
  const answers = objectOf(objectOf(structured)['answers'] ?? input['answers']);
  return objectsIn(input['questions']).map((asked) => {
    const question = textOf(asked['question']);
    const given = answers[question];
    const answer = Array.isArray(given) ? given.map((one: Json) => textOf(one)).join(', ') : textOf(given);
    // Of several that were chosen the CLI makes one text.
    const parts = new Set(answer.split(', '));
    const options = objectsIn(asked['options']).map((option) => {
      const label = textOf(option['label']);
      return { label, description: textOf(option['description']), chosen: answer === label || parts.has(label) };
    });
    return { question, options, answer, isOwn: answer !== '' && !options.some(({ chosen }) => chosen) };
  });
}
