import type { ReactNode } from 'react';
import { Alert, Code, Group, Text } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../shared/models/problem.ts';
import { useProblemWords } from '../../words/use-problem-words.ts';
import classes from './problem-note.module.css';

interface Props {
  readonly problem: Problem;
  /** Buttons for the next step. */
  readonly children?: ReactNode;
  readonly color?: string;
  /** It is part of a record: it is not announced again whenever it scrolls into view. */
  readonly recorded?: boolean;
}

/** A problem in place: what happened, what to do next, the evidence folded. */
export function ProblemNote({ problem, children, color = 'red', recorded = false }: Props) {
  const { t } = useTranslation();
  const { message, hint } = useProblemWords()(problem);
  return (
    <Alert color={color} variant="light" icon={<TriangleAlert size={16} />} p="xs" role={recorded ? 'note' : 'alert'}>
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="sm">
        <div className={classes.texts}>
          <Text size="sm" fw={500}>
            {message}
          </Text>
          <Text size="xs">{hint}</Text>
          {problem.detail !== null && problem.detail !== '' && (
            <details className={classes.details}>
              <summary>{t('common.details')}</summary>
              <Code block className={classes.detail ?? ''}>
                {problem.detail}
              </Code>
            </details>
          )}
        </div>
        {children !== undefined && (
          <Group gap={6} wrap="nowrap" className={classes.actions ?? ''}>
            {children}
          </Group>
        )}
      </Group>
    </Alert>
  );
}
