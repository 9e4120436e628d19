import { JsonInput, NumberInput, Select, SimpleGrid, Stack, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { cutPolicies, effortLevels } from '../../../shared/models/instance.ts';
import type { FieldProblem, FormValues } from './form-values.ts';

interface Props {
  readonly values: FormValues;
  readonly problem: FieldProblem | null;
  readonly onChange: (change: Partial<FormValues>) => void;
}

/** What few need, for those who do. */
export function AdvancedFields({ values, problem, onChange }: Props) {
  const { t } = useTranslation();
  const lines = (field: 'allowedTools' | 'deniedTools' | 'extraDirectories', label: string, hint: string) => (
    <Textarea
      label={label}
      description={hint}
      autosize
      minRows={1}
      maxRows={6}
      spellCheck={false}
      value={values[field]}
      onChange={(event) => onChange({ [field]: event.currentTarget.value })}
    />
  );
  const mcpError =
    problem?.field === 'mcpConfig' &&
    (problem.reason === 'syntax' ? t('form.invalidMcp', { reason: problem.detail }) : t('form.invalidMcpShape'));
  return (
    <Stack gap="sm">
      <SimpleGrid cols={2} spacing="sm">
        <Select
          label={t('form.effort')}
          value={values.effort}
          onChange={(effort) => onChange({ effort: effort ?? '' })}
          data={[
            { value: '', label: t('form.effortDefault') },
            ...effortLevels.map((level) => ({ value: level, label: t(`form.effortWords.${level}`) })),
          ]}
        />
        <NumberInput
          size="xs"
          label={t('form.budget')}
          description={t('form.budgetHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          min={0}
          prefix="$"
          decimalScale={2}
          value={values.budget}
          error={problem?.field === 'budget' && t('form.invalidBudget')}
          onChange={(value) => onChange({ budget: String(value) })}
        />
        <NumberInput
          size="xs"
          label={t('resources.limit')}
          description={t('resources.limitHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          min={2}
          step={256}
          allowDecimal={false}
          value={values.memoryLimit}
          error={problem?.field === 'memoryLimit' && t('resources.invalidLimit')}
          onChange={(value) => onChange({ memoryLimit: String(value) })}
        />
      </SimpleGrid>
      <Select
        label={t('form.whenCut')}
        description={t('form.whenCutHint')}
        allowDeselect={false}
        value={values.whenCut}
        onChange={(chosen) => onChange({ whenCut: cutPolicies.find((policy) => policy === chosen) ?? 'ask' })}
        data={cutPolicies.map((policy) => ({ value: policy, label: t(`form.cutPolicy.${policy}`) }))}
      />
      <Textarea
        label={t('form.systemPrompt')}
        autosize
        minRows={2}
        maxRows={8}
        value={values.systemPromptAddition}
        onChange={(event) => onChange({ systemPromptAddition: event.currentTarget.value })}
      />
      <SimpleGrid cols={2} spacing="sm">
        {lines('allowedTools', t('form.allowedTools'), t('form.toolsHint'))}
        {lines('deniedTools', t('form.deniedTools'), t('form.toolsHint'))}
        {lines('extraDirectories', t('form.extraDirectories'), t('form.onePerLine'))}
        <Textarea
          label={t('form.environment')}
          description={t('form.environmentHint')}
          autosize
          minRows={1}
          maxRows={6}
          spellCheck={false}
          value={values.environment}
          error={problem?.field === 'environment' && t('form.invalidEnvironment', { line: problem.line })}
          onChange={(event) => onChange({ environment: event.currentTarget.value })}
        />
      </SimpleGrid>
      <JsonInput
        size="xs"
        label={t('form.mcp')}
        description={t('form.mcpHint')}
        autosize
        minRows={2}
        maxRows={10}
        value={values.mcpConfig}
        error={mcpError}
        onChange={(mcpConfig) => onChange({ mcpConfig })}
      />
    </Stack>
  );
}
