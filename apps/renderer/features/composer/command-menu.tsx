import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CliCommand } from '../../../shared/models/cli.ts';
import classes from './composer.module.css';
import { slashName } from './slash-command.ts';

interface Props {
  readonly commands: readonly CliCommand[];
  readonly index: number;
  readonly onChoose: (index: number) => void;
}

/** The CLI's commands that fit what is typed; the keys are handled by the prompt's field, which keeps the focus. */
export function CommandMenu({ commands, index, onChoose }: Props) {
  const { t } = useTranslation();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.children[index]?.scrollIntoView({ block: 'nearest' });
  }, [index]);
  return (
    <ul className={classes.menu} role="listbox" aria-label={t('composer.commands')} ref={list}>
      {commands.map((command, at) => (
        <li
          key={command.name}
          role="option"
          aria-selected={at === index}
          className={classes.command}
          onPointerDown={(event) => {
            event.preventDefault();
            onChoose(at);
          }}
        >
          <span className={classes.commandName}>
            {slashName(command)} {command.argumentHint}
          </span>
          <span className={classes.commandAbout}>{command.description}</span>
        </li>
      ))}
    </ul>
  );
}
