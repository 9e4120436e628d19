import type { ReactNode } from 'react';
import { Button, Code, Text } from '@mantine/core';
import { CircleCheck, CircleHelp, CircleX, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DoctorOutcome } from '../../../shared/models/doctor.ts';
import { TerminalCommand } from '../../components/terminal-command.tsx';
import classes from './doctor.module.css';
import type { Remedy } from './remedies.ts';
import type { CheckWords } from './report-text.ts';

const icons = { good: CircleCheck, warning: TriangleAlert, bad: CircleX, unknown: CircleHelp } as const;

interface Props {
  readonly outcome: DoctorOutcome;
  readonly words: CheckWords;
  readonly remedies: readonly Remedy[];
  readonly onRemedy: (remedy: Remedy) => void;
}

/** One check: how it came out, what was seen, and what to do next. */
export function CheckRow({ outcome, words, remedies, onRemedy }: Props) {
  const { t } = useTranslation();
  const Icon = icons[outcome];
  return (
    <li className={classes.check} data-outcome={outcome} data-testid="doctor-check">
      <Icon size={16} aria-hidden />
      <div className={classes.texts}>
        <div className={classes.head}>
          <Text size="sm" fw={500} component="h3">
            {words.name}
          </Text>
          <span className={classes.outcome}>{words.outcome}</span>
        </div>
        {words.message !== null && <Text size="xs">{words.message}</Text>}
        <Text size="xs" c="dimmed">
          {words.evidence}
        </Text>
        {words.next !== null && <Text size="xs">{words.next}</Text>}
        {words.detail !== null && (
          <details className={classes.details}>
            <summary>{t('common.details')}</summary>
            <Code block>{words.detail}</Code>
          </details>
        )}
        {remedies.length > 0 && (
          <div className={classes.remedies}>
            {remedies.map((remedy) => (
              <RemedyPart key={remedy.kind} remedy={remedy} onRemedy={onRemedy} />
            ))}
          </div>
        )}
      </div>
    </li>
  );
}

function RemedyPart({ remedy, onRemedy }: { readonly remedy: Remedy; readonly onRemedy: (remedy: Remedy) => void }) {
  const { t } = useTranslation();
  if (remedy.kind === 'command') return <TerminalCommand command={remedy.command} />;
  const labels: Readonly<Record<typeof remedy.kind, ReactNode>> = {
    settings: t('doctor.openSettings'),
    resume: t('doctor.resume'),
    release: t('doctor.tryNow'),
  };
  return (
    <Button variant="default" onClick={() => onRemedy(remedy)}>
      {labels[remedy.kind]}
    </Button>
  );
}
