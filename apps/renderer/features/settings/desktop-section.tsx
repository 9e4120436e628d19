import type { KeyboardEvent } from 'react';
import { CloseButton, Stack, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { acceleratorOf } from '../../components/accelerator.ts';
import { useDesktop } from './use-desktop.ts';
import { SettingSwitch } from './setting-switch.tsx';
import { useSettings } from './use-settings.ts';

/** How the app behaves on the desktop, and what the desktop says to it. */
export function DesktopSection() {
  const { t } = useTranslation();
  const { settings, save } = useSettings();
  const desktop = useDesktop();
  const { loginProblem = null, shortcut = 'none', tray = true } = desktop ?? {};
  return (
    <Stack gap="md">
      <Switch
        size="xs"
        label={t('settings.closeToTray')}
        description={tray ? t('settings.closeToTrayHint') : t('settings.noTray')}
        disabled={!tray}
        checked={settings.closeToTray && tray}
        onChange={(event) => save({ closeToTray: event.currentTarget.checked })}
      />
      <SettingSwitch
        setting="startAtLogin"
        label={t('settings.startAtLogin')}
        description={t('settings.startAtLoginHint')}
        error={loginProblem === null ? undefined : t('settings.startAtLoginFailed', { reason: loginProblem })}
      />
      <ShortcutField
        state={shortcut}
        value={settings.globalShortcut}
        onChange={(globalShortcut) => save({ globalShortcut })}
      />
    </Stack>
  );
}

interface ShortcutFieldProps {
  readonly state: 'none' | 'registered' | 'taken' | 'invalid';
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
}

/** Takes the keys as they are pressed. Tab and Escape keep their own meaning. */
function ShortcutField({ state, value, onChange }: ShortcutFieldProps) {
  const { t } = useTranslation();
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Tab' || event.key === 'Escape') return;
    event.preventDefault();
    const pressed = event.key === 'Backspace' || event.key === 'Delete' ? null : acceleratorOf(event);
    if (pressed !== null || event.key === 'Backspace' || event.key === 'Delete') onChange(pressed);
  };
  const wrong = { taken: t('settings.shortcutTaken'), invalid: t('settings.shortcutInvalid') };
  return (
    <TextInput
      w={320}
      readOnly
      label={t('settings.shortcut')}
      description={t('settings.shortcutHint')}
      placeholder={t('settings.shortcutNone')}
      value={value ?? ''}
      error={state === 'taken' || state === 'invalid' ? wrong[state] : undefined}
      onKeyDown={press}
      rightSection={
        value !== null && (
          <CloseButton size="xs" aria-label={t('settings.shortcutClear')} onClick={() => onChange(null)} />
        )
      }
    />
  );
}
