import { Code, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CopyAction } from './copy-action.tsx';
import classes from './terminal-command.module.css';

/** A command for a person's terminal, with a button that copies it. */
export function TerminalCommand({ command }: { readonly command: string }) {
  const { t } = useTranslation();
  return (
    <span className={classes.command}>
      <Text size="xs" component="span">
        {t('doctor.inTerminal')}
      </Text>
      <Code>{command}</Code>
      <CopyAction text={command} label={t('doctor.copyCommand', { command })} />
    </span>
  );
}
