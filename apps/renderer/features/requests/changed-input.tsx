import { type SubmitEvent, useState } from 'react';
import { Button, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type JsonObject, jsonObjectSchema } from '../../../shared/models/json.ts';
import classes from './requests.module.css';

interface Props {
  readonly input: JsonObject;
  readonly onAllow: (input: JsonObject) => void;
  readonly onCancel: () => void;
}

/** Lets a tool run with another input: a command as text, anything else as JSON. */
export function ChangedInput({ input, onAllow, onCancel }: Props) {
  const { t } = useTranslation();
  const command = typeof input['command'] === 'string' ? input['command'] : null;
  const [text, setText] = useState(command ?? JSON.stringify(input, null, 2));
  const [error, setError] = useState<string | null>(null);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (command !== null) {
      onAllow({ ...input, command: text });
      return;
    }
    try {
      onAllow(jsonObjectSchema.parse(JSON.parse(text)));
    } catch (problem) {
      setError(t('requests.invalidJson', { reason: problem instanceof SyntaxError ? problem.message : '' }));
    }
  };
  return (
    <form onSubmit={submit} aria-label={t('requests.allowChangedTitle')}>
      <Textarea
        label={command === null ? t('requests.changedInput') : t('requests.changedCommand')}
        autosize
        autoFocus
        minRows={2}
        maxRows={14}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        value={text}
        error={error}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={classes.actions} style={{ marginTop: 6 }}>
        <Button type="submit">{t('requests.allow')}</Button>
        <Button variant="default" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  );
}
