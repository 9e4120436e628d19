import { Alert, Button, Checkbox, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ApiKeyStatus, KeptKey } from '../../../shared/models/api-key.ts';
import { isStored, type KeyDraft, secretVariables, untouchedKey } from './key-draft.ts';

interface Props {
  readonly status: ApiKeyStatus;
  readonly draft: KeyDraft;
  readonly invalid: boolean;
  /** Does a process run that has the key of its start? */
  readonly isUp: boolean;
  /** The environment variables as they are typed: a key may stand among them. */
  readonly environment: string;
  readonly onChange: (draft: KeyDraft) => void;
}

/** The API key of an instance. A key that is kept is never shown: only that there is one, and where it lies. */
export function ApiKeyField({ status, draft, invalid, isUp, environment, onChange }: Props) {
  const { t } = useTranslation();
  const { kept, protection } = status;
  const isOpen = kept === null || kept.place === 'forgotten' || draft.intent === 'enter';
  return (
    <Stack gap={6} role="group" aria-label={t('key.label')}>
      {kept !== null && <KeptKeyLine kept={kept} draft={draft} onChange={onChange} />}
      {isOpen && draft.intent !== 'remove' && (
        <>
          <PasswordInput
            size="xs"
            label={kept === null ? t('key.label') : t('key.replacement')}
            description={kept === null ? t('key.purpose.first') : t('key.purpose.another')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            autoComplete="new-password"
            spellCheck={false}
            visibilityToggleButtonProps={{ 'aria-label': t('key.show') }}
            value={draft.typed}
            error={invalid && t('key.invalid')}
            onChange={(event) => onChange({ ...draft, intent: 'enter', typed: event.currentTarget.value })}
          />
          {protection === 'keyring' ? (
            <Text size="xs" c="dimmed">
              {t('key.fate.keyring')}
            </Text>
          ) : (
            <Alert color="orange" variant="light" p="xs">
              <Text size="xs">{t(`key.fate.${protection}`)}</Text>
            </Alert>
          )}
          {protection !== 'none' && (
            <Checkbox
              size="xs"
              label={t(`key.store.${protection}`)}
              checked={isStored(draft, protection)}
              onChange={(event) => onChange({ ...draft, store: event.currentTarget.checked })}
            />
          )}
        </>
      )}
      {isUp && status.changedSinceStart && <Text size="xs">{t('key.earlier')}</Text>}
      <VariableWarning environment={environment} />
    </Stack>
  );
}

interface KeptProps {
  readonly kept: KeptKey;
  readonly draft: KeyDraft;
  readonly onChange: (draft: KeyDraft) => void;
}

function KeptKeyLine({ kept, draft, onChange }: KeptProps) {
  const { t } = useTranslation();
  const { ending, place } = kept;
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start">
      <div style={{ flex: 1 }}>
        <Text size="xs" fw={500}>
          {t('key.label')}
        </Text>
        <Text size="xs" role="status">
          {draft.intent === 'remove' ? t('key.leaves') : t(`key.kept.${place}`)}{' '}
          {ending !== '' && t('key.ending', { ending: `…${ending}` })}
        </Text>
      </div>
      {draft.intent === 'keep' ? (
        <>
          {place !== 'forgotten' && (
            <Button variant="default" onClick={() => onChange({ ...untouchedKey, intent: 'enter' })}>
              {t('key.replace')}
            </Button>
          )}
          <Button variant="default" onClick={() => onChange({ ...untouchedKey, intent: 'remove' })}>
            {t('key.remove')}
          </Button>
        </>
      ) : (
        <Button variant="default" onClick={() => onChange(untouchedKey)}>
          {t('common.undo')}
        </Button>
      )}
    </Group>
  );
}

/** Variables are kept as they are typed: whoever writes a secret there should know it. */
function VariableWarning({ environment }: { readonly environment: string }) {
  const { t } = useTranslation();
  const names = secretVariables(environment);
  if (names.length === 0) return null;
  const others = names.filter((name) => name !== 'ANTHROPIC_API_KEY');
  return (
    <Alert color="orange" variant="light" p="xs" role="status">
      {others.length < names.length && <Text size="xs">{t('key.variable')}</Text>}
      {others.length > 0 && <Text size="xs">{t('key.otherVariables', { names: others.join(', ') })}</Text>}
    </Alert>
  );
}
