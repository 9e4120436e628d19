import { useState } from 'react';
import { Button, EmptyState, Text } from '@mantine/core';
import { FlaskConical, FolderPlus, Stethoscope } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApp, useCommand, useFleet } from '../../app-context.tsx';
import { CentreNote } from './centre-note.tsx';

/** What a newcomer sees: the two ways to a first answer. */
export function Welcome() {
  const { t } = useTranslation();
  const { view } = useApp();
  const run = useCommand();
  const host = useFleet((state) => state.host);
  const [busy, setBusy] = useState(false);
  const tryDemo = async (): Promise<void> => {
    setBusy(true);
    const made = await run('instance.create', {
      directory: host?.homeDirectory ?? '~',
      launcher: 'demo',
      name: t('shell.demoName'),
      permissionMode: 'ask',
    });
    setBusy(false);
    if (!made.ok) return;
    const { id } = made.value.instance;
    view.setState({ selectedId: id });
    await run('instance.start', { id });
  };
  return (
    <CentreNote title={t('shell.emptyTitle')} description={t('shell.emptyText')}>
      <EmptyState.Actions>
        <Button
          size="sm"
          leftSection={<FolderPlus size={16} />}
          onClick={() => view.setState({ dialog: { kind: 'create', launcher: 'local' } })}
        >
          {t('shell.emptyCreate')}
        </Button>
        <Button
          size="sm"
          variant="default"
          leftSection={<FlaskConical size={16} />}
          loading={busy}
          onClick={() => void tryDemo()}
        >
          {t('shell.emptyDemo')}
        </Button>
      </EmptyState.Actions>
      <Text size="xs" c="dimmed">
        {t('shell.emptyDemoHint')}
      </Text>
      <Button
        variant="subtle"
        leftSection={<Stethoscope size={14} />}
        onClick={() => view.setState({ dialog: { kind: 'doctor' } })}
      >
        {t('doctor.fromWelcome')}
      </Button>
    </CentreNote>
  );
}
