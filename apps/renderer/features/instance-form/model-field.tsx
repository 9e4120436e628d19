import { useEffect, useState } from 'react';
import { Autocomplete, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CliModel } from '../../../shared/models/cli.ts';
import type { Launcher } from '../../../shared/models/instance.ts';
import { useApp } from '../../app-context.tsx';

interface Props {
  readonly launcher: Launcher;
  readonly value: string;
  readonly label?: string;
  readonly onChange: (model: string) => void;
}

/** A model from the CLI's own list, or any other name; empty leaves it to the CLI. */
export function ModelField({ launcher, value, label, onChange }: Props) {
  const { t } = useTranslation();
  const { connection } = useApp();
  const [models, setModels] = useState<readonly CliModel[]>([]);
  useEffect(() => {
    let current = true;
    // Without a CLI there is no list; the field then takes what is typed, and the doctor says what is wrong.
    void connection.command('cli.offer', { launcher }).then((offer) => {
      if (current) setModels(offer.ok ? offer.value.models : []);
    });
    return () => {
      current = false;
    };
  }, [connection, launcher]);
  const byValue = new Map(models.map((model) => [model.value, model]));
  return (
    <Autocomplete
      size="xs"
      label={label ?? t('form.modelLabel')}
      placeholder={t('form.modelPlaceholder')}
      description={t('form.modelHint')}
      inputWrapperOrder={['label', 'input', 'description']}
      value={value}
      onChange={onChange}
      data={[...byValue.keys()]}
      filter={({ options }) => options}
      spellCheck={false}
      clearable
      renderOption={({ option }) => {
        const model = byValue.get(option.value);
        return (
          <div>
            <Text size="xs" fw={500}>
              {model?.displayName ?? option.value}
            </Text>
            <Text size="xs" c="dimmed">
              {model?.description ?? option.value}
            </Text>
          </div>
        );
      }}
    />
  );
}
