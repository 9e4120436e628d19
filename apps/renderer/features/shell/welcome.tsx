import { useState } from 'react';
import { Button, EmptyState, Text } from '@mantine/core';
import { FlaskConical, FolderPlus, Stethoscope } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApp, useCommand, useFleet } from '../../app-context.tsx';
import { useDiagnosis } from '../doctor/use-diagnosis.ts';
import { CentreNote } from './centre-note.tsx';
import { CliState, faultOf } from './cli-state.tsx';

/** What a newcomer sees: whether all is there that an agent needs, and the two ways to a first answer. */
export function Welcome() {
  const claudePath = useFleet((state) => state.settings.claudePath);
  // Another path is another CLI.
  return <FirstMinute key={claudePath ?? ''} />;
}

function FirstMinute() {
  const { t } = useTranslation();
  const { view } = useApp();
  const run = useCommand();
  const host = useFleet((state) => state.host);
  const diagnosis = useDiagnosis();
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
  // Where there is no CLI that works, the demo agent is what can be had at once.
  const hasFault = faultOf(diagnosis.diagnosis) !== null;
  return (
    <CentreNote title={t('shell.emptyTitle')} description={t('shell.emptyText')}>
      <CliState {...diagnosis} />
      <EmptyState.Actions>
        <Button
          size="sm"
          variant={hasFault ? 'default' : 'filled'}
          leftSection={<FolderPlus size={16} />}
          onClick={() => view.setState({ dialog: { kind: 'create', launcher: 'local' } })}
        >
          {t('shell.emptyCreate')}
        </Button>
        <Button
          size="sm"
          variant={hasFault ? 'filled' : 'default'}
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
