import { useState } from 'react';
import { ActionIcon, Button, Menu } from '@mantine/core';
import { Check, ChevronDown, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ChangedInput } from './changed-input.tsx';
import { MessageField } from './message-field.tsx';
import { PermissionSubject } from './permission-subject.tsx';
import { CardKeys } from './card-keys.tsx';
import type { AnswerProps } from './request-card.tsx';
import classes from './requests.module.css';

/** Allows or denies a tool, in all the ways that the CLI knows. */
export function PermissionAnswer({ request, busy, onDecide }: AnswerProps) {
  const { t } = useTranslation();
  const [form, setForm] = useState<'changed' | 'message' | null>(null);
  if (form === 'changed') {
    return (
      <ChangedInput
        input={request.input}
        onCancel={() => setForm(null)}
        onAllow={(updatedInput) => onDecide({ behavior: 'allow', updatedInput })}
      />
    );
  }
  return (
    <>
      <PermissionSubject request={request} />
      {form === 'message' && (
        <MessageField
          label={t('requests.denyMessageLabel')}
          submit={t('requests.deny')}
          onCancel={() => setForm(null)}
          onSubmit={(message) => onDecide({ behavior: 'deny', message })}
        />
      )}
      {form === null && (
        <div className={classes.actions}>
          <Button.Group>
            <Button leftSection={<Check size={14} />} loading={busy} onClick={() => onDecide({ behavior: 'allow' })}>
              {t('requests.allow')}
            </Button>
            <Menu position="top-start">
              <Menu.Target>
                <ActionIcon
                  variant="filled"
                  color="indigo"
                  size={30}
                  aria-label={t('requests.allowMore')}
                  disabled={busy}
                >
                  <ChevronDown size={14} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={() => onDecide({ behavior: 'allow', remember: 'session' })}>
                  {t('requests.allowSession')}
                </Menu.Item>
                <Menu.Item onClick={() => onDecide({ behavior: 'allow', remember: 'project' })}>
                  {t('requests.allowProject')}
                </Menu.Item>
                <Menu.Item onClick={() => setForm('changed')}>{t('requests.allowChanged')}</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </Button.Group>
          <Button.Group>
            <Button
              variant="default"
              leftSection={<X size={14} />}
              disabled={busy}
              onClick={() => onDecide({ behavior: 'deny' })}
            >
              {t('requests.deny')}
            </Button>
            <Menu position="top-start">
              <Menu.Target>
                <ActionIcon variant="default" size={30} aria-label={t('requests.denyMore')} disabled={busy}>
                  <ChevronDown size={14} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={() => setForm('message')}>{t('requests.denyMessage')}</Menu.Item>
                <Menu.Item onClick={() => onDecide({ behavior: 'deny', interrupt: true })}>
                  {t('requests.denyStop')}
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </Button.Group>
          <CardKeys />
        </div>
      )}
    </>
  );
}
