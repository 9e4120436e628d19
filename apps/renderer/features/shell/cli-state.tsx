import { useEffect, useEffectEvent } from 'react';
import { Button, Loader, Text } from '@mantine/core';
import { CircleCheck, CircleX, RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Check, Diagnosis } from '../../../shared/models/cli.ts';
import type { Problem, ProblemCode } from '../../../shared/models/problem.ts';
import { useApp, useView } from '../../app-context.tsx';
import { TerminalCommand } from '../../components/terminal-command.tsx';
import { useProblemWords } from '../../words/use-problem-words.ts';
import { commands } from '../doctor/remedies.ts';
import type { useDiagnosis } from '../doctor/use-diagnosis.ts';
import classes from './cli-state.module.css';

/** Without these no instance works. */
const needed: readonly Check['id'][] = ['cli.path', 'cli.version', 'cli.login'];

/** What keeps instances from working; null when there is nothing, or nothing is known yet. */
export function faultOf(diagnosis: Diagnosis | null): Problem | null {
  return diagnosis?.checks.find(({ id, problem }) => problem !== null && needed.includes(id))?.problem ?? null;
}

const remedies: Partial<Record<ProblemCode, string>> = {
  'cli.notFound': commands.install,
  'cli.tooOld': commands.update,
  'cli.notSignedIn': commands.signIn,
};

/** Whether there is a CLI that can work, what is wrong with it, and how to get one. Looks again when somebody comes back. */
export function CliState({ diagnosis, busy, check }: ReturnType<typeof useDiagnosis>) {
  const { t } = useTranslation();
  const { view } = useApp();
  const words = useProblemWords();
  const fault = faultOf(diagnosis);
  const again = (): void => void check(null);
  const lookAgain = useEffectEvent(() => {
    if (fault !== null && !busy) again();
  });
  // Somebody comes back from a terminal, or from a dialog in which the CLI's path or the doctor is.
  const inFront = useView((state) => state.dialog === null);
  useEffect(() => {
    const returned = (): void => lookAgain();
    if (inFront) returned();
    window.addEventListener('focus', returned);
    return () => window.removeEventListener('focus', returned);
  }, [inFront]);
  if (diagnosis === null) {
    return busy ? (
      <Text size="xs" c="dimmed" role="status" className={classes.line ?? ''}>
        <Loader size={12} aria-hidden /> {t('shell.cliLooking')}
      </Text>
    ) : null;
  }
  if (fault === null) {
    const version = diagnosis.claudeVersion ?? '';
    const isSignedIn = diagnosis.checks.some(({ id, status }) => id === 'cli.login' && status === 'ok');
    return (
      <Text size="xs" c="dimmed" role="status" className={classes.line ?? ''} data-outcome="good">
        <CircleCheck size={14} aria-hidden /> {t(isSignedIn ? 'shell.cliFound' : 'shell.cliSilent', { version })}
      </Text>
    );
  }
  const { message, hint } = words(fault);
  const command = remedies[fault.code];
  return (
    <div className={classes.fault} role="status" aria-busy={busy}>
      <Text size="sm" fw={500} className={classes.line ?? ''} data-outcome="bad">
        <CircleX size={16} aria-hidden /> {message}
      </Text>
      <Text size="xs">{hint}</Text>
      {command !== undefined && <TerminalCommand command={command} />}
      <div className={classes.actions}>
        <Button
          variant="default"
          leftSection={<RefreshCw size={14} />}
          aria-disabled={busy}
          data-disabled={busy}
          onClick={() => !busy && again()}
        >
          {t('doctor.again')}
        </Button>
        <Button variant="default" onClick={() => view.setState({ dialog: { kind: 'settings', tab: 'cli' } })}>
          {t('doctor.openSettings')}
        </Button>
      </div>
    </div>
  );
}
