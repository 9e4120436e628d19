import { useEffect, useEffectEvent } from 'react';
import { useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFleet } from '../../app-context.tsx';
import { chooseLanguage } from '../../words/start-words.ts';

/** Applies the chosen theme and language. Mantine remembers the theme, so that the next start does not flash. */
export function usePreferences(): void {
  const loaded = useFleet((state) => state.loaded);
  const theme = useFleet((state) => state.settings.theme);
  const chosen = useFleet((state) => state.settings.language);
  const { setColorScheme } = useMantineColorScheme();
  const { i18n } = useTranslation();
  // Mantine's function is another one each time, and calling it has the browser look at every style of the page again.
  const apply = useEffectEvent(setColorScheme);
  useEffect(() => {
    if (loaded) apply(theme === 'system' ? 'auto' : theme);
  }, [loaded, theme]);
  useEffect(() => {
    const language = chooseLanguage(chosen, navigator.languages);
    document.documentElement.lang = language;
    if (i18n.language !== language) void i18n.changeLanguage(language);
  }, [chosen, i18n]);
}
