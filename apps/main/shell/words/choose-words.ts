import type { Settings } from '../../../shared/models/settings.ts';
import { english, type ShellWords } from './english.ts';
import { korean } from './korean.ts';

/**
 * The language of menus and notifications: the one chosen, else the first of the system's that we have, else English.
 * @param systemLanguages tags such as `ko-KR`, the dearest first
 */
export function chooseWords(chosen: Settings['language'], systemLanguages: readonly string[]): ShellWords {
  if (chosen !== 'system') return chosen === 'ko' ? korean : english;
  const first = systemLanguages
    .map((tag) => tag.toLowerCase().split('-', 1)[0])
    .find((tag) => tag === 'ko' || tag === 'en');
  return first === 'ko' ? korean : english;
}
