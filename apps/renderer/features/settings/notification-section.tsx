import { useMemo } from 'react';
import { Group, NumberInput, Pill, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFleet } from '../../app-context.tsx';
import { listInstances } from '../../stores/fleet-selectors.ts';
import { SettingSwitch } from './setting-switch.tsx';
import { useSettings } from './use-settings.ts';

/** What quiet hours begin with when they are switched on. */
const usualNight = { from: '22:00', to: '08:00' } as const;

const minute = 60_000;
const dayMinutes = 24 * 60;

/** Of what a person is told while they look elsewhere, and when not. */
export function NotificationSection() {
  const { t } = useTranslation();
  const { settings, save } = useSettings();
  const { quietHours } = settings;
  // A time that is only half typed is empty, and waits for the rest.
  const changeQuiet = (part: { readonly from?: string; readonly to?: string }): void => {
    const next = { ...(quietHours ?? usualNight), ...part };
    if (next.from !== '' && next.to !== '') save({ quietHours: next });
  };
  return (
    <Stack gap="md">
      <Text size="xs" c="dimmed">
        {t('settings.notifyHint')}
      </Text>
      <SettingSwitch setting="notifyRequests" label={t('settings.notifyRequests')} />
      <ReminderField />
      <SettingSwitch setting="notifyEnds" label={t('settings.notifyEnds')} />
      <Group align="flex-end" gap="md">
        <Switch
          size="xs"
          label={t('settings.quietHours')}
          checked={quietHours !== null}
          onChange={(event) => save({ quietHours: event.currentTarget.checked ? usualNight : null })}
        />
        {quietHours !== null && (
          <>
            <TextInput
              type="time"
              label={t('settings.quietFrom')}
              value={quietHours.from}
              onChange={(event) => changeQuiet({ from: event.currentTarget.value })}
            />
            <TextInput
              type="time"
              label={t('settings.quietTo')}
              value={quietHours.to}
              onChange={(event) => changeQuiet({ to: event.currentTarget.value })}
            />
          </>
        )}
      </Group>
      <MutedInstances />
    </Stack>
  );
}

function ReminderField() {
  const { t } = useTranslation();
  const { settings, save } = useSettings();
  const { remindMs, notifyRequests } = settings;
  return (
    <NumberInput
      size="xs"
      w={400}
      label={t('settings.remind')}
      description={t('settings.remindHint')}
      placeholder={t('settings.remindNever')}
      disabled={!notifyRequests}
      min={0}
      max={dayMinutes}
      allowDecimal={false}
      value={remindMs === null ? '' : Math.ceil(remindMs / minute)}
      onChange={(value) => {
        if (value === '' || value === 0) save({ remindMs: null });
        else if (typeof value === 'number' && value > 0 && value <= dayMinutes) save({ remindMs: value * minute });
      }}
    />
  );
}

function MutedInstances() {
  const { t } = useTranslation();
  const { settings, save } = useSettings();
  const instances = useFleet((state) => state.instances);
  const { mutedInstances } = settings;
  const muted = useMemo(
    () => listInstances(instances).filter(({ id }) => mutedInstances.includes(id)),
    [instances, mutedInstances],
  );
  return (
    <div>
      <Text size="xs" fw={500} mb={4}>
        {t('settings.muted')}
      </Text>
      {muted.length === 0 && (
        <Text size="xs" c="dimmed">
          {t('settings.mutedNone')}
        </Text>
      )}
      <Pill.Group>
        {muted.map(({ id, name }) => (
          <Pill
            key={id}
            withRemoveButton
            removeButtonProps={{ 'aria-label': t('settings.unmute', { name }) }}
            onRemove={() => save({ mutedInstances: mutedInstances.filter((each) => each !== id) })}
          >
            {name}
          </Pill>
        ))}
      </Pill.Group>
    </div>
  );
}
