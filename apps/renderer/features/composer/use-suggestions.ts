import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Instance } from '../../../shared/models/instance.ts';
import { nameFile, readMention } from './mention.ts';
import { readSlash, slashName, type SlashReading } from './slash-command.ts';
import { useCliCommands } from './use-cli-commands.ts';
import { useProjectFiles } from './use-project-files.ts';

/** Something that can be put in the place of what is being typed. */
export interface Suggestion {
  readonly name: string;
  readonly about: string;
  /** What is typed is this already. */
  readonly exact: boolean;
  readonly change: { readonly text: string; readonly caret: number };
}

export interface Suggestions {
  /** What a prompt that begins with a slash will be sent as. */
  readonly reading: SlashReading;
  readonly label: string;
  /** None while nothing is suggested. */
  readonly items: readonly Suggestion[];
  readonly index: number;
  /** @returns whether the key was for what is suggested */
  readonly takeKey: (event: KeyboardEvent) => boolean;
  /** To be called with every change of the text. */
  readonly reset: () => void;
}

/** What is suggested for the word at the caret: commands of the CLI at the beginning, files of the folder after an `@`. */
export function useSuggestions(
  instance: Instance,
  text: string,
  caret: number,
  onChoose: (chosen: Suggestion) => void,
): Suggestions {
  const { t } = useTranslation();
  const [index, setIndex] = useState(0);
  const [closed, setClosed] = useState(false);
  const reading = readSlash(text, useCliCommands(instance.launcher, text.startsWith('/')));
  const mention = readMention(text, caret);
  const paths = useProjectFiles(instance.id, mention === null || closed ? null : mention.query);

  const commands = (): readonly Suggestion[] =>
    reading.kind !== 'choosing'
      ? []
      : reading.matches.map((command) => {
          const name = `${slashName(command)} `;
          const change = { text: name, caret: name.length };
          return {
            name: `${name}${command.argumentHint}`,
            about: command.description,
            exact: reading.exact !== null,
            change,
          };
        });
  const files = (): readonly Suggestion[] =>
    mention === null
      ? []
      : paths.map((path) => {
          const change = nameFile(text, mention, caret, path);
          return { name: path, about: '', exact: path === mention.query, change };
        });
  const items = closed ? [] : reading.kind === 'choosing' ? commands() : files();
  const at = Math.min(index, Math.max(0, items.length - 1));

  const takeKey = ({ key, shiftKey }: KeyboardEvent): boolean => {
    const chosen = items[at];
    if (chosen === undefined) return false;
    if (key === 'ArrowDown') setIndex((at + 1) % items.length);
    else if (key === 'ArrowUp') setIndex((at - 1 + items.length) % items.length);
    else if ((key === 'Tab' && !shiftKey) || (key === 'Enter' && !shiftKey && !chosen.exact)) onChoose(chosen);
    else if (key === 'Escape') setClosed(true);
    else return false;
    return true;
  };
  const reset = (): void => {
    setClosed(false);
    setIndex(0);
  };
  const label = reading.kind === 'choosing' ? t('composer.commands') : t('composer.files');
  return { reading, label, items, index: at, takeKey, reset };
}
