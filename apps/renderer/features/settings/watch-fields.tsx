import { NumberInput, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSettings } from './use-settings.ts';

const minute = 60_000;
type Limit = 'stallMs' | 'stallToolMs' | 'stallRetryMs' | 'stallResultMs';

const policies = ['tell', 'recover'] as const;

/** When a turn is taken for stalled, and what is done about it. */
export function WatchFields() {
  const { t } = useTranslation();
  const { settings, save } = useSettings();
  const field = (name: Limit, label: string, description: string) => (
    <NumberInput
      size="xs"
      w={400}
      label={label}
      description={description}
      min={1}
      max={1440}
      allowDecimal={false}
      value={Math.round(settings[name] / minute)}
      onChange={(value) => typeof value === 'number' && value >= 1 && save({ [name]: value * minute })}
    />
  );
  return (
    <>
      {field('stallMs', t('watch.limit'), t('watch.limitHint'))}
      {field('stallToolMs', t('watch.toolLimit'), t('watch.toolLimitHint'))}
      {field('stallRetryMs', t('watch.retryLimit'), t('watch.retryLimitHint'))}
      {field('stallResultMs', t('watch.resultLimit'), t('watch.resultLimitHint'))}
      <Select
        w={400}
        label={t('watch.policy')}
        allowDeselect={false}
        value={settings.whenStalled}
        data={policies.map((policy) => ({ value: policy, label: t(`watch.policies.${policy}`) }))}
        onChange={(next) => {
          const whenStalled = policies.find((policy) => policy === next);
          if (whenStalled !== undefined) save({ whenStalled });
        }}
      />
    </>
  );
}
