import { useState } from 'react';
import { Autocomplete, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { Stethoscope } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Check } from '../../../shared/models/cli.ts';
import { useApp, useCommand, useFleet } from '../../app-context.tsx';
import { useProblemWords } from '../../words/use-problem-words.ts';
import { ProblemNote } from '../shell/problem-note.tsx';
import classes from './settings.module.css';
import { useDiagnosis } from '../doctor/use-diagnosis.ts';

/** What is wrong with an executable itself; the doctor looks at everything else. */
const ofExecutable: readonly Check['id'][] = ['cli.path', 'cli.version'];

/** Which CLI is used, and whether another one would do. */
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
  const words = useProblemWords();
  const faults = (diagnosis?.checks ?? []).flatMap(({ id, problem: fault }) =>
    fault !== null && ofExecutable.includes(id) ? [{ id, ...words(fault) }] : [],
  );
  const looked =
    diagnosis === null || diagnosis.claudePath === null
      ? null
      : { path: diagnosis.claudePath, version: diagnosis.claudeVersion ?? t('settings.unknownVersion') };
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
      <div role="status" aria-busy={busy}>
        {diagnosis === null && problem === null && <Skeleton height={18} />}
        {looked !== null && (
          <Text size="xs" fw={500}>
            {/* One that was typed and looked at is not in use by that. */}
            {looked.path === typed && typed !== chosen ? t('settings.checked', looked) : t('settings.inUse', looked)}
          </Text>
        )}
        {faults.map(({ id, message, hint }) => (
          <Text key={id} size="xs">
            {message} {hint}
          </Text>
        ))}
      </div>
      {problem !== null && <ProblemNote problem={problem} />}
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
