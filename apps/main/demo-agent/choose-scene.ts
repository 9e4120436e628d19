import type { Scene } from './scene.ts';
import { crash, failure } from './scenes/failure.ts';
import { long, slow } from './scenes/length.ts';
import { permission } from './scenes/permission.ts';
import { plan } from './scenes/plan.ts';
import { question } from './scenes/question.ts';
import { tools } from './scenes/tools.ts';
import { tour } from './scenes/tour.ts';

/** The words, in the languages of the app, that call a scene; the first scene that is named is played. */
const scenes: readonly (readonly [words: RegExp, scene: Scene])[] = [
  [/\b(crash|die)\b|충돌/i, crash],
  [/\b(fail|fails|failure|error)\b|실패|오류/i, failure],
  [/\b(permissions?|allow)\b|권한|허가|허용/i, permission],
  [/\b(questions?|ask me)\b|질문/i, question],
  [/\bplans?\b|계획/i, plan],
  [/\b(tools?|edit)\b|도구|편집/i, tools],
  [/\blong\b|길게|긴 답/i, long],
  [/\bslow(ly)?\b|천천히|느리게/i, slow],
];

/** @param mode the CLI's name of the permission mode; in plan mode an agent proposes a plan whatever it is asked */
export function chooseScene(prompt: string, mode: string): Scene {
  if (mode === 'plan') return plan;
  return scenes.find(([words]) => words.test(prompt))?.[1] ?? tour;
}
