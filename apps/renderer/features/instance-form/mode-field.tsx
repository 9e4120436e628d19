import { Alert, Group, Radio, Stack, Text } from '@mantine/core';
import { ClipboardList, FilePen, MessageCircleQuestion, TriangleAlert, Zap } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type Launcher, type PermissionMode, permissionModes } from '../../../shared/models/instance.ts';
import { useFleet } from '../../app-context.tsx';
import classes from './mode-field.module.css';

const icons = { autonomous: Zap, ask: MessageCircleQuestion, edits: FilePen, plan: ClipboardList } as const;

interface Props {
  readonly value: PermissionMode;
  readonly launcher: Launcher;
  readonly onChange: (mode: PermissionMode) => void;
}

/** The permission mode, with what each means in plain words, and louder where it may cost something. */
export function ModeField({ value, launcher, onChange }: Props) {
  const { t } = useTranslation();
  const runsAsRoot = useFleet((state) => state.host?.runsAsRoot ?? false);
  const choose = (next: string): void => {
    const mode = permissionModes.find((candidate) => candidate === next);
    if (mode !== undefined) onChange(mode);
  };
  return (
    <Stack gap={6}>
      <Radio.Group label={t('form.mode')} value={value} onChange={choose} size="xs">
        <div className={classes.cards}>
          {permissionModes.map((mode) => {
            const Icon = icons[mode];
            return (
              <Radio.Card key={mode} value={mode} className={classes.card ?? ''} aria-label={t(`common.mode.${mode}`)}>
                <Group gap={6} wrap="nowrap" justify="center">
                  <Icon size={14} aria-hidden />
                  <Text size="xs" fw={500}>
                    {t(`common.mode.${mode}`)}
                  </Text>
                </Group>
              </Radio.Card>
            );
          })}
        </div>
      </Radio.Group>
      {value === 'autonomous' && launcher === 'local' ? (
        <Alert color="orange" variant="light" icon={<TriangleAlert size={16} />} p="xs">
          <Text size="xs">{t('form.modeWords.autonomous')}</Text>
        </Alert>
      ) : (
        <Text size="xs" c="dimmed">
          {t(`form.modeWords.${value}`)}
        </Text>
      )}
      {value === 'autonomous' && launcher === 'local' && runsAsRoot && (
        <Alert color="red" variant="light" icon={<TriangleAlert size={16} />} p="xs" role="alert">
          <Text size="xs">{t('form.rootRefusal')}</Text>
        </Alert>
      )}
    </Stack>
  );
}
