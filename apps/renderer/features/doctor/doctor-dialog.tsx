import { Button, Group, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { Check, ClipboardCopy, RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApp, useCommand, useFleet } from '../../app-context.tsx';
import { ProblemNote } from '../shell/problem-note.tsx';
import { CheckRow } from './check-row.tsx';
import classes from './doctor.module.css';
import { byUrgency, type Remedy, remediesOf, sortChecks } from './remedies.ts';
import { reportText } from './report-text.ts';
import { useCheckWords } from './use-check-words.ts';
import { useDoctor } from './use-doctor.ts';

/** Everything that the tower needs: each check with its evidence and its fix, what needs somebody first. */
export function DoctorDialog({ onClose }: { readonly onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const { view, fleet } = useApp();
  const run = useCommand();
  const host = useFleet((state) => state.host);
  const { report, problem, busy, again } = useDoctor();
  const wordsOf = useCheckWords();
  const { copied, copy } = useClipboard({ timeout: 1500 });
  const checks = sortChecks(report?.checks ?? []).map((check) => ({ check, words: wordsOf(check) }));

  const remedy = async (chosen: Remedy): Promise<void> => {
    if (chosen.kind === 'settings') view.setState({ dialog: { kind: 'settings', tab: chosen.tab } });
    if (chosen.kind === 'resume') await run('tower.resume', {});
    if (chosen.kind === 'release') {
      for (const { id } of fleet.getState().tower.holds) await run('tower.release', { holdId: id });
    }
    if (chosen.kind !== 'settings') again();
  };
  const counts = byUrgency.flatMap((outcome) => {
    const count = checks.filter(({ check }) => check.outcome === outcome).length;
    return count === 0 ? [] : [`${String(count)} ${t(`doctor.count.${outcome}`)}`];
  });

  return (
    <Modal
      opened
      onClose={onClose}
      size={720}
      title={t('doctor.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="sm">
        <Text size="xs" c="dimmed">
          {t('doctor.intro')}
        </Text>
        <div className={classes.bar}>
          <Text size="sm" fw={500} role="status">
            {busy ? t('doctor.looking') : counts.join(' · ')}
          </Text>
          <Group gap="xs">
            <Button
              variant="default"
              leftSection={copied ? <Check size={14} /> : <ClipboardCopy size={14} />}
              disabled={report === null}
              onClick={() =>
                report !== null &&
                copy(
                  reportText(
                    checks.map(({ words }) => words),
                    report.at,
                    host,
                  ),
                )
              }
            >
              {copied ? t('common.copied') : t('doctor.copyReport')}
            </Button>
            <Button
              variant="default"
              leftSection={<RefreshCw size={14} />}
              aria-disabled={busy}
              data-disabled={busy}
              onClick={() => !busy && again()}
            >
              {t('doctor.again')}
            </Button>
          </Group>
        </div>
        {problem !== null && <ProblemNote problem={problem} />}
        {report === null && problem === null && <Loading />}
        {report !== null && (
          <ul className={classes.checks} aria-label={t('doctor.list')} aria-busy={busy}>
            {checks.map(({ check, words }) => (
              <CheckRow
                key={check.id}
                outcome={check.outcome}
                words={words}
                remedies={remediesOf(check.finding, host?.platform ?? '')}
                onRemedy={(chosen) => void remedy(chosen)}
              />
            ))}
          </ul>
        )}
        {report !== null && (
          <Text size="xs" c="dimmed">
            {t('doctor.lookedAt', {
              time: new Date(report.at).toLocaleTimeString(i18n.language, { timeStyle: 'medium' }),
            })}
          </Text>
        )}
      </Stack>
    </Modal>
  );
}

/** Holds the place of the list while the first look goes on. */
function Loading() {
  return (
    <div className={classes.checks} aria-hidden>
      {Array.from({ length: 8 }, (_, index) => (
        <Skeleton key={index} height={36} />
      ))}
    </div>
  );
}
