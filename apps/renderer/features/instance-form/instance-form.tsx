import { type SubmitEvent, useState } from 'react';
import { Accordion, Button, Group, Modal, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Instance, Launcher } from '../../../shared/models/instance.ts';
import type { Problem } from '../../../shared/models/problem.ts';
import { useApp, useFleet, useShowProblem } from '../../app-context.tsx';
import { lastPart } from '../../components/format.ts';
import { ProblemNote } from '../shell/problem-note.tsx';
import { AdvancedFields } from './advanced-fields.tsx';
import { ApiKeyField } from './api-key-field.tsx';
import { ColorField } from './color-field.tsx';
import { DirectoryField } from './directory-field.tsx';
import { type FieldProblem, type FormValues, formValuesOf, readForm } from './form-values.ts';
import { keyStepOf, type KeyDraft, untouchedKey } from './key-draft.ts';
import { ModeField } from './mode-field.tsx';
import { ModelField } from './model-field.tsx';
import { useKeyStatus } from './use-key-status.ts';
import { isUp, useSaveInstance } from './use-save-instance.tsx';

interface Props {
  /** The instance to edit; null makes a new one. */
  readonly instance: Instance | null;
  readonly launcher: Launcher;
  /** The folder that a new one begins with. */
  readonly directory?: string;
  readonly onClose: () => void;
}

const noKeyStep = { kind: 'none' } as const;

/** Did a key bring the person here? Then the field for it is in sight. */
function isAboutKey(instance: Instance | null): boolean {
  const code = instance?.problem?.code ?? '';
  return code.startsWith('apiKey.') || code === 'api.invalidKey' || code === 'cli.notSignedIn';
}

/** Makes an instance or changes one. What the tower refuses is shown here, and nothing that was typed is lost. */
export function InstanceForm({ instance, launcher, directory = '', onClose }: Props) {
  const { t } = useTranslation();
  const { connection, view } = useApp();
  const show = useShowProblem();
  const settings = useFleet((state) => state.settings);
  const [values, setValues] = useState<FormValues>(() =>
    formValuesOf(
      instance ?? {
        launcher,
        directory,
        permissionMode: settings.defaultPermissionMode,
        model: settings.defaultModel ?? '',
      },
    ),
  );
  const [fieldProblem, setFieldProblem] = useState<FieldProblem | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const [key, setKey] = useState<KeyDraft>(untouchedKey);
  const [invalidKey, setInvalidKey] = useState(false);
  const [advanced, setAdvanced] = useState<string | null>(isAboutKey(instance) ? 'advanced' : null);
  const keyStatus = useKeyStatus(instance?.id ?? null, advanced !== null && values.launcher === 'local');
  const save = useSaveInstance(instance);
  const change = (part: Partial<FormValues>): void => setValues((before) => ({ ...before, ...part }));

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const reading = readForm(values);
    setProblem(null);
    setFieldProblem(reading.ok ? null : reading.problem);
    if (!reading.ok) {
      if (reading.problem.field !== 'directory') setAdvanced('advanced');
      return;
    }
    const keyStep =
      keyStatus === null || values.launcher !== 'local' ? noKeyStep : keyStepOf(key, keyStatus.protection);
    setInvalidKey(keyStep.kind === 'invalid');
    if (keyStep.kind === 'invalid') {
      setAdvanced('advanced');
      return;
    }
    setBusy(true);
    const saved = await save(reading.draft, keyStep);
    setBusy(false);
    if (!saved.ok) {
      setProblem(saved.problem);
      return;
    }
    onClose();
    if (instance !== null) return;
    const { id } = saved.value;
    view.setState({ selectedId: id, filter: '', statuses: [] });
    // A start that fails leaves the instance with its problem on show; only a refusal has no other place.
    const started = await connection.command('instance.start', { id });
    if (!started.ok && started.problem.code === 'connection.lost') show(started.problem);
  };

  return (
    <Modal
      opened
      onClose={onClose}
      size={640}
      title={instance === null ? t('form.createTitle') : t('form.editTitle', { name: instance.name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      closeOnClickOutside={false}
    >
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap="sm">
          {instance === null && (
            <Group gap="sm">
              <SegmentedControl
                size="xs"
                aria-label={t('form.agent')}
                value={values.launcher}
                onChange={(next) => change({ launcher: next === 'demo' ? 'demo' : 'local' })}
                data={[
                  { value: 'local', label: t('form.launcherLocal') },
                  { value: 'demo', label: t('form.launcherDemo') },
                ]}
              />
              {values.launcher === 'demo' && (
                <Text size="xs" c="dimmed" flex={1}>
                  {t('common.demoHint')}
                </Text>
              )}
            </Group>
          )}
          <DirectoryField
            value={values.directory}
            error={fieldProblem?.field === 'directory' ? t('form.folderRequired') : null}
            onChange={(directory) => change({ directory })}
          />
          <Group align="flex-start" gap="md" grow>
            <TextInput
              label={t('form.nameLabel')}
              placeholder={lastPart(values.directory) || t('form.namePlaceholder')}
              value={values.name}
              maxLength={120}
              onChange={(event) => change({ name: event.currentTarget.value })}
            />
            <ColorField value={values.color} onChange={(color) => change({ color })} />
          </Group>
          <ModelField launcher={values.launcher} value={values.model} onChange={(model) => change({ model })} />
          <ModeField
            value={values.permissionMode}
            launcher={values.launcher}
            onChange={(permissionMode) => change({ permissionMode })}
          />
          <Accordion variant="contained" value={advanced} onChange={setAdvanced}>
            <Accordion.Item value="advanced">
              <Accordion.Control>
                <Text size="xs" fw={500}>
                  {t('form.advanced')}
                </Text>
              </Accordion.Control>
              <Accordion.Panel>
                <Stack gap="sm">
                  {keyStatus !== null && values.launcher === 'local' && (
                    <ApiKeyField
                      status={keyStatus}
                      draft={key}
                      invalid={invalidKey}
                      isUp={instance !== null && isUp(instance)}
                      environment={values.environment}
                      onChange={setKey}
                    />
                  )}
                  <AdvancedFields values={values} problem={fieldProblem} onChange={change} />
                </Stack>
              </Accordion.Panel>
            </Accordion.Item>
          </Accordion>
          {problem !== null && <ProblemNote problem={problem} />}
          <Group justify="flex-end">
            {instance !== null && (
              <Text size="xs" c="dimmed" flex={1}>
                {t('form.appliesLater')}
              </Text>
            )}
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={busy}>
              {instance === null ? t('form.create') : t('common.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
