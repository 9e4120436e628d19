import { useState } from 'react';
import { Autocomplete, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { CircleCheck, CircleX, RefreshCw, Stethoscope, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Check } from '../../../shared/models/cli.ts';
import { useApp, useCommand, useFleet } from '../../app-context.tsx';
import { useProblemWords } from '../../words/use-problem-words.ts';
import { ProblemNote } from '../shell/problem-note.tsx';
import classes from './settings.module.css';
import { useDiagnosis } from './use-diagnosis.ts';

const icons = { ok: CircleCheck, warning: TriangleAlert, failed: CircleX } as const;

/** A dot would mean nesting in a text's key. */
const names = {
  'cli.path': 'cliPath',
  'cli.version': 'cliVersion',
  'cli.login': 'cliLogin',
  'cli.root': 'cliRoot',
  git: 'git',
  data: 'data',
} as const satisfies Record<Check['id'], string>;

/** Which CLI is used, and the doctor: each thing an agent needs, what was seen of it, and what to do if it is wrong. */
export function CliSection() {
  const { t } = useTranslation();
  const { view } = useApp();
  const run = useCommand();
  const chosen = useFleet((state) => state.settings.claudePath);
  const [path, setPath] = useState(chosen ?? '');
  const { diagnosis, problem, busy, check } = useDiagnosis();
  const typed = path.trim() === '' ? null : path.trim();

  const choosePath = async (): Promise<void> => {
    const saved = await run('settings.update', { claudePath: typed });
    if (saved.ok) await check(null);
  };
  const bySource = new Map((diagnosis?.candidates ?? []).map((candidate) => [candidate.path, candidate]));

  return (
    <Stack gap="sm">
      <Group align="flex-end" gap="xs" wrap="nowrap">
        <Autocomplete
          size="xs"
          flex={1}
          label={t('settings.path')}
          placeholder={diagnosis?.claudePath ?? t('settings.pathPlaceholder')}
          value={path}
          spellCheck={false}
          clearable
          data={[...bySource.keys()]}
          filter={({ options }) => options}
          onChange={setPath}
          renderOption={({ option }) => {
            const candidate = bySource.get(option.value);
            return (
              <Text size="xs">
                {t('settings.candidate', {
                  path: option.value,
                  version: candidate?.version ?? t('settings.unknownVersion'),
                  source: candidate?.source ?? '',
                })}
              </Text>
            );
          }}
        />
        <Button variant="default" loading={busy} onClick={() => void check(typed)}>
          {t('settings.check')}
        </Button>
        <Button disabled={typed === chosen} onClick={() => void choosePath()}>
          {t('settings.use')}
        </Button>
      </Group>
      <Text size="xs" c="dimmed">
        {t('settings.pathHint')}
      </Text>
      <Group justify="space-between">
        <Text size="xs" fw={500}>
          {diagnosis === null
            ? t('settings.doctorHint')
            : diagnosis.claudePath === null
              ? t('settings.noneFound')
              : t('settings.inUse', {
                  path: diagnosis.claudePath,
                  version: diagnosis.claudeVersion ?? t('settings.unknownVersion'),
                })}
        </Text>
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<RefreshCw size={12} />}
          loading={busy}
          onClick={() => void check(typed === chosen ? null : typed)}
        >
          {t('settings.checkAgain')}
        </Button>
      </Group>
      {problem !== null && <ProblemNote problem={problem} />}
      {diagnosis === null && problem === null && <Skeleton height={150} />}
      {diagnosis !== null && (
        <ul className={classes.checks} aria-label={t('settings.doctor')}>
          {diagnosis.checks.map((each) => (
            <CheckRow key={each.id} check={each} />
          ))}
        </ul>
      )}
      <Button
        variant="subtle"
        size="compact-xs"
        className={classes.more ?? ''}
        leftSection={<Stethoscope size={12} />}
        onClick={() => view.setState({ dialog: { kind: 'doctor' } })}
      >
        {t('doctor.open')}
      </Button>
    </Stack>
  );
}

function CheckRow({ check }: { readonly check: Check }) {
  const { t } = useTranslation();
  const words = useProblemWords();
  const Icon = icons[check.status];
  const problem = check.problem === null ? null : words(check.problem);
  return (
    <li className={classes.check} data-status={check.status}>
      <Icon size={15} role="img" aria-label={t(`settings.checkStatus.${check.status}`)} />
      <div className={classes.checkTexts}>
        <Text size="xs" fw={500}>
          {t(`settings.checkNames.${names[check.id]}`)}
        </Text>
        <Text size="xs" c="dimmed">
          {check.evidence}
        </Text>
        {problem !== null && (
          <Text size="xs">
            {problem.message} {problem.hint}
          </Text>
        )}
      </div>
    </li>
  );
}
