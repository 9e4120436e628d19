import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Settings } from '../../shared/models/settings.ts';
import { en } from './en/index.ts';
import { ko } from './ko/index.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
  }
}

export type Language = 'en' | 'ko';

/** The language to speak: the one chosen, or the system's where we have it, or English. */
export function chooseLanguage(chosen: Settings['language'], systemLanguages: readonly string[]): Language {
  if (chosen !== 'system') return chosen;
  const first = systemLanguages
    .map((tag) => tag.toLowerCase().split('-')[0])
    .find((tag) => tag === 'ko' || tag === 'en');
  return first === 'ko' ? 'ko' : 'en';
}

/** Loads the texts; the language may change at any time after. */
export async function startWords(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: chooseLanguage('system', navigator.languages),
    fallbackLng: 'en',
    resources: { en: { translation: en }, ko: { translation: ko } },
    interpolation: { escapeValue: false },
  });
}
