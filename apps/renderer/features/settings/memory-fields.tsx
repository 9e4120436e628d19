import { NumberInput, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { overLimitPolicies } from '../../../shared/models/resources.ts';
import { fromMegabytes, toMegabytes } from '../../components/format.ts';
import { useSettings } from './use-settings.ts';

/** How much memory instances may use, and what becomes of one that uses more. */
export function MemoryFields() {
  const { t } = useTranslation();
  const { settings, save } = useSettings();
  const field = (name: 'memoryLimit' | 'memoryReserve', label: string, description: string) => (
    <NumberInput
      size="xs"
      w={400}
      label={label}
      description={description}
      min={2}
      step={256}
      allowDecimal={false}
      value={toMegabytes(settings[name])}
      onChange={(value) => {
        if (value === '') save({ [name]: null });
        else if (typeof value === 'number' && value >= 2) save({ [name]: fromMegabytes(value) });
      }}
    />
  );
  return (
    <>
      {field('memoryLimit', t('resources.limitOfAll'), t('resources.limitOfAllHint'))}
      <Select
        w={260}
        label={t('resources.overLimit')}
        allowDeselect={false}
        value={settings.overLimit}
        data={overLimitPolicies.map((policy) => ({ value: policy, label: t(`resources.policies.${policy}`) }))}
        onChange={(next) => {
          const overLimit = overLimitPolicies.find((policy) => policy === next);
          if (overLimit !== undefined) save({ overLimit });
        }}
      />
      {field('memoryReserve', t('resources.reserve'), t('resources.reserveHint'))}
    </>
  );
}
