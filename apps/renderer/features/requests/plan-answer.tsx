import { useState } from 'react';
import { Button } from '@mantine/core';
import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Markdown } from '../../components/markdown.tsx';
import { MessageField } from './message-field.tsx';
import type { AnswerProps } from './request-card.tsx';
import classes from './requests.module.css';

/** Approves a plan, or sends the agent back to it. */
export function PlanAnswer({ request, busy, onDecide }: AnswerProps) {
  const { t } = useTranslation();
  const [writing, setWriting] = useState(false);
  return (
    <>
      <div className={classes.plan} tabIndex={0}>
        <Markdown text={request.plan ?? ''} />
      </div>
      {writing ? (
        <MessageField
          label={t('requests.keepPlanningLabel')}
          submit={t('requests.keepPlanning')}
          onCancel={() => setWriting(false)}
          onSubmit={(message) => onDecide({ behavior: 'deny', message })}
        />
      ) : (
        <div className={classes.actions}>
          <Button leftSection={<Check size={14} />} loading={busy} onClick={() => onDecide({ behavior: 'allow' })}>
            {t('requests.approve')}
          </Button>
          <Button variant="default" disabled={busy} onClick={() => setWriting(true)}>
            {t('requests.keepPlanning')}
          </Button>
          <Button variant="subtle" disabled={busy} onClick={() => onDecide({ behavior: 'deny', interrupt: true })}>
            {t('requests.denyStop')}
          </Button>
        </div>
      )}
    </>
  );
}
