import { CheckIcon, ColorSwatch, Group, Input } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { instanceColors } from '../../../shared/models/instance.ts';

type Color = (typeof instanceColors)[number];

/** One of the palette's colours. */
export function ColorField({ value, onChange }: { readonly value: Color; readonly onChange: (color: Color) => void }) {
  const { t } = useTranslation();
  return (
    <Input.Wrapper label={t('form.colorLabel')} size="xs" labelElement="div">
      <Group gap={6} mt={4} role="radiogroup" aria-label={t('form.colorLabel')}>
        {instanceColors.map((color) => (
          <ColorSwatch
            key={color}
            component="button"
            type="button"
            role="radio"
            aria-checked={color === value}
            aria-label={t(`common.color.${color}`)}
            color={`var(--mantine-color-${color}-6)`}
            size={20}
            c="white"
            style={{ cursor: 'pointer' }}
            onClick={() => onChange(color)}
          >
            {color === value && <CheckIcon size={9} />}
          </ColorSwatch>
        ))}
      </Group>
    </Input.Wrapper>
  );
}
