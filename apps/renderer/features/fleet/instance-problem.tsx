import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Instance } from '../../../shared/models/instance.ts';
import type { Problem } from '../../../shared/models/problem.ts';
import { useApp } from '../../app-context.tsx';
import { ProblemNote } from '../shell/problem-note.tsx';
import { type NextStep, nextStepsOf } from './next-steps.ts';
import { useInstanceActions } from './use-instance-actions.ts';

/** What hinders an instance, with buttons for what can be done about it. */
export function InstanceProblem({ instance, problem }: { readonly instance: Instance; readonly problem: Problem }) {
  const { t } = useTranslation();
  const { view } = useApp();
  const actions = useInstanceActions(instance);
  const steps: Readonly<Record<NextStep, { readonly label: string; readonly act: () => void }>> = {
    start: { label: t('fleet.start'), act: actions.start },
    stop: { label: t('fleet.stop'), act: actions.stop },
    restart: { label: t('fleet.stopAndResume'), act: actions.restart },
    edit: { label: t('fleet.edit'), act: actions.edit },
    log: { label: t('fleet.log'), act: actions.log },
    newSession: { label: t('fleet.newSession'), act: () => void actions.newSession() },
    settings: { label: t('shell.settings'), act: () => view.setState({ dialog: { kind: 'settings' } }) },
    doctor: { label: t('doctor.title'), act: () => view.setState({ dialog: { kind: 'doctor' } }) },
  };
  return (
    <ProblemNote problem={problem} color={instance.status === 'failed' ? 'red' : 'orange'}>
      {nextStepsOf(problem.code, instance.status).map((step) => (
        <Button key={step} variant="default" onClick={steps[step].act}>
          {steps[step].label}
        </Button>
      ))}
    </ProblemNote>
  );
}
