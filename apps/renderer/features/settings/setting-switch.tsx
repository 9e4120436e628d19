import { Switch, type SwitchProps } from '@mantine/core';
import type { Settings } from '../../../shared/models/settings.ts';
import { useSettings } from './use-settings.ts';

type SwitchedSetting = { [K in keyof Settings]: Settings[K] extends boolean ? K : never }[keyof Settings];

interface Props extends Omit<SwitchProps, 'checked' | 'onChange' | 'size'> {
  readonly setting: SwitchedSetting;
}

/** A setting that is on or off, saved at once. */
export function SettingSwitch({ setting, ...props }: Props) {
  const { settings, save } = useSettings();
  return (
    <Switch
      {...props}
      size="xs"
      checked={settings[setting]}
      onChange={(event) => save({ [setting]: event.currentTarget.checked })}
    />
  );
}
