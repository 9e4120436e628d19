import { useState } from 'react';
import { Alert, Button, Group, Text, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Hourglass } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Instance } from '../../../shared/models/instance.ts';
import type { Recovery, RecoveryOutcome, TurnEvidence } from '../../../shared/models/stall.ts';
import { useCommand, useFleet } from '../../app-context.tsx';
import { formatDuration } from '../../components/format.ts';
import { useNow } from '../../components/use-now.ts';
import classes from './instance-header.module.css';
import { useTurnEvidence } from './use-turn-evidence.ts';

/** A silence of less is nothing to speak of, in milliseconds. */
const worthTellingMs = 15_000;

/** How long a working agent has been silent, once that is worth telling, with what else is known of its turn. */
export function TurnSilence({ instance }: { readonly instance: Instance }) {
  const { t } = useTranslation();
  const evidence = useTurnEvidence(instance);
  const now = useNow();
  const facts = useFacts(evidence, now);
  if (evidence === null || evidence.state === 'waiting' || now - evidence.heardAt < worthTellingMs) return null;
  return (
    <Tooltip label={facts.join('. ')} multiline w={280}>
      <span className={classes.activity} role="timer">
        {t('watch.quiet', { time: formatDuration(wholeSeconds(now - evidence.heardAt)) })}
      </span>
    </Tooltip>
  );
}

/** Says that the open turn of an instance has stalled, by which evidence, and offers what can be done. */
export function StallNote({ instance, stall }: { readonly instance: Instance; readonly stall: TurnEvidence }) {
  const { t } = useTranslation();
  const run = useCommand();
  const now = useNow();
  const facts = useFacts(stall, now);
  const mends = useFleet((state) => state.settings.whenStalled === 'recover');
  // What is announced does not change; the facts below it do.
  const [lasts] = useState(now - (stall.stall === 'retries' ? (stall.retryingSince ?? now) : stall.heardAt));
  const recover = async (how: Recovery): Promise<void> => {
    const result = await run('instance.recover', { id: instance.id, how });
    if (result.ok) tell(result.value);
  };
  const tell = ({ answers, moved, refused }: RecoveryOutcome): void => {
    if (moved === 0 && answers === null) return;
    const key = moved > 0 ? 'moved' : answers ? 'answers' : 'silent';
    const hint = t(`watch.${key}Hint`, { count: moved });
    notifications.show({
      color: key === 'silent' ? 'orange' : 'blue',
      title: t(`watch.${key}`),
      message: refused === null ? hint : `${t('watch.refused', { reason: refused })} ${hint}`,
      withBorder: true,
    });
  };
  return (
    <Alert color="orange" variant="light" icon={<Hourglass size={16} />} p="xs" role="alert" data-testid="stall">
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="sm">
        <div>
          <Text size="sm" fw={500}>
            {t(`watch.because.${stall.stall ?? 'silent'}`, {
              time: formatDuration(wholeSeconds(lasts)),
            })}
          </Text>
          <Text size="xs" role="timer">
            {facts.join('. ')}.
          </Text>
          {(stall.mending || mends) && <Text size="xs">{t(stall.mending ? 'watch.mending' : 'watch.leftToYou')}</Text>}
        </div>
        <Group gap={6} wrap="nowrap">
          {(['nudge', 'interrupt', 'restart'] as const).map((how) => (
            <Tooltip key={how} label={t(`watch.${how}Hint`)} multiline maw={280}>
              <Button variant="default" onClick={() => void recover(how)}>
                {t(`watch.${how}`)}
              </Button>
            </Tooltip>
          ))}
        </Group>
      </Group>
    </Alert>
  );
}

function useFacts(evidence: TurnEvidence | null, now: number): readonly string[] {
  const { t } = useTranslation();
  if (evidence === null) return [];
  const since = (at: number): string => formatDuration(wholeSeconds(now - at));
  return [
    t('watch.heard', { time: since(evidence.heardAt) }),
    ...evidence.tools.map(({ name, since: at }) => t('watch.tool', { name, time: since(at) })),
    ...(evidence.retryingSince === null ? [] : [t('watch.retrying', { time: since(evidence.retryingSince) })]),
    ...(evidence.cpuPercent === null ? [] : [t('watch.processor', { percent: Math.round(evidence.cpuPercent) })]),
  ];
}

const wholeSeconds = (milliseconds: number): number => Math.max(0, Math.round(milliseconds / 1000)) * 1000;
