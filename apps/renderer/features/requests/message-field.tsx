import { type SubmitEvent, useState } from 'react';
import { Button, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './requests.module.css';

interface Props {
  readonly label: string;
  readonly submit: string;
  readonly onSubmit: (message: string) => void;
  readonly onCancel: () => void;
}

/** A few words that go along with a refusal. */
export function MessageField({ label, submit, onSubmit, onCancel }: Props) {
  const { t } = useTranslation();
  const [message, setMessage] = useState('');
  const send = (event: SubmitEvent): void => {
    event.preventDefault();
    onSubmit(message);
  };
  return (
    <form onSubmit={send}>
      <Textarea
        label={label}
        autosize
        minRows={2}
        maxRows={8}
        autoFocus
        maxLength={20_000}
        value={message}
        onChange={(event) => setMessage(event.currentTarget.value)}
      />
      <div className={classes.actions} style={{ marginTop: 6 }}>
        <Button type="submit" disabled={message.trim() === ''}>
          {submit}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  );
}
