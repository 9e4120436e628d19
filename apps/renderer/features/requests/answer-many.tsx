import { useState } from 'react';
import { Button, Checkbox } from '@mantine/core';
import { Check, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Request } from '../../../shared/models/request.ts';
import { useCommand } from '../../app-context.tsx';
import classes from './requests.module.css';

interface Props {
  /** The permissions that are asked for. */
  readonly requests: readonly Request[];
  /** Those of them that are chosen. */
  readonly chosen: readonly Request[];
  readonly onChoose: (ids: readonly string[]) => void;
}

/** Chooses all permissions that are asked for, and answers the chosen ones at once. */
export function AnswerMany({ requests, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const run = useCommand();
  const [busy, setBusy] = useState(false);
  const answer = async (behavior: 'allow' | 'deny'): Promise<void> => {
    setBusy(true);
    await Promise.all(chosen.map(({ id }) => run('request.answer', { id, decision: { behavior } })));
    setBusy(false);
  };
  const count = chosen.length;
  return (
    <div className={classes.many} role="group" aria-label={t('requests.many')}>
      <Checkbox
        size="xs"
        label={t('requests.all', { count: requests.length })}
        checked={count === requests.length}
        indeterminate={count > 0 && count < requests.length}
        onChange={({ currentTarget }) => onChoose(currentTarget.checked ? requests.map(({ id }) => id) : [])}
      />
      <Button
        size="compact-xs"
        leftSection={<Check size={12} />}
        disabled={count === 0}
        loading={busy}
        onClick={() => void answer('allow')}
      >
        {t('requests.allowMany', { count })}
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<X size={12} />}
        disabled={count === 0 || busy}
        onClick={() => void answer('deny')}
      >
        {t('requests.denyMany', { count })}
      </Button>
    </div>
  );
}
